using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Runs;

namespace AkkaCommerce.Tests.Ingestion.Runs;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_made_and_leaves_no_trace_of_its_trial()
    {
        var folder = DataFolder.Open(_folder.File("a/b"));

        Directory.GetFileSystemEntries(folder.Path).ShouldBeEmpty();
        folder.Database.ShouldBe(_folder.File("a/b/akkacommerce.db"));
    }

    [Fact]
    public void A_path_that_is_a_file_is_refused()
    {
        File.WriteAllText(_folder.File("taken"), "");

        Should.Throw<StoreRefusedException>(() => DataFolder.Open(_folder.File("taken"))).Message.ShouldStartWith($"the data folder {_folder.File("taken")} cannot be written to");
    }

    [Fact]
    public void A_role_is_held_once_and_free_again_when_given_back()
    {
        var folder = DataFolder.Open(_folder.Path);
        using (folder.Hold("simulation"))
        using (folder.Hold("analytics"))
            Should.Throw<StoreRefusedException>(() => DataFolder.Open(_folder.Path).Hold("simulation")).Message
                .ShouldBe($"the role simulation of {folder.Path} is held by another process: one at a time");

        folder.Hold("simulation").Dispose();
    }

    [Fact]
    public void Whether_a_role_is_held_can_be_seen_from_outside_and_leaves_no_trace()
    {
        var folder = DataFolder.Open(_folder.Path);
        folder.IsHeld("simulation").ShouldBeFalse();
        Directory.GetFiles(folder.Path).ShouldBeEmpty();

        using (folder.Hold("simulation"))
        {
            DataFolder.At(_folder.Path).IsHeld("simulation").ShouldBeTrue();
            folder.IsHeld("analytics").ShouldBeFalse();
        }
        folder.IsHeld("simulation").ShouldBeFalse();
        DataFolder.At(_folder.File("none")).IsHeld("simulation").ShouldBeFalse();
    }

    [Fact]
    public async Task Who_looks_whether_a_role_is_held_does_not_keep_others_from_it()
    {
        var folder = DataFolder.Open(_folder.Path);
        folder.Hold("simulation").Dispose();
        using var stop = new CancellationTokenSource();
        var looking = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) folder.IsHeld("simulation");
        });

        for (var time = 0; time < 200; time++) folder.Hold("simulation").Dispose();

        await stop.CancelAsync();
        await looking;
    }
}
