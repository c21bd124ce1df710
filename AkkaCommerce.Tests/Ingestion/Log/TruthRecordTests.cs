using System.Text;
using AkkaCommerce.Ingestion.Events;
using AkkaCommerce.Ingestion.Log;
using AkkaCommerce.Ingestion.Log.Truth;
using LogRecord = AkkaCommerce.Ingestion.Log.Record;

namespace AkkaCommerce.Tests.Ingestion.Log;

public sealed class TruthRecordTests
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var truth = new TruthRecord(TimeSpan.FromSeconds(10));
        truth.At(new(25_000)).AddEvents(EventType.PageView, 3);
        truth.At(new(29_999)).AddEvents(EventType.Purchase, 1, cents: 129_997);
        truth.At(new(30_000)).AddLost();
        truth.At(new(-1)).AddLate(2);
        truth.At(new(25_001)).AddDuplicates();
        truth.At(new(25_001)).AddFailures("IOException: \"no\"", 2);
        truth.At(new(25_001)).AddFailures("another");

        var read = TruthRecord.Parse(truth.ToJson());

        Encoding.UTF8.GetString(read.ToJson()).ShouldBe(Encoding.UTF8.GetString(truth.ToJson()));
        read.Panes.Select(pane => pane.Start.Milliseconds).ShouldBe([-10_000, 20_000, 30_000]);
        var pane = read.At(new(20_000));
        (pane.Events(EventType.PageView), pane.Orders, pane.Cents, pane.Duplicates, pane.Failures).ShouldBe((3, 1, 129_997, 1, 3));
        pane.FailureReasons["IOException: \"no\""].ShouldBe(2);
    }

    [Fact]
    public void Sums_are_the_same_in_any_order()
    {
        TruthRecord One(long time, EventType type)
        {
            var truth = new TruthRecord(TimeSpan.FromSeconds(10));
            truth.At(new(time)).AddEvents(type, 1, 5);
            truth.At(new(time)).AddFailures("x");
            return truth;
        }
        var (forth, back) = (new TruthRecord(TimeSpan.FromSeconds(10)), new TruthRecord(TimeSpan.FromSeconds(10)));
        TruthRecord[] parts = [One(5, EventType.PageView), One(50_000, EventType.Purchase), One(7, EventType.Purchase)];
        foreach (var part in parts) forth.Add(part);
        foreach (var part in parts.Reverse()) back.Add(part);
        forth.ToJson().ShouldBe(back.ToJson());
    }

    [Fact]
    public void Refunds_have_a_sum_of_their_own_and_an_older_record_has_none()
    {
        var truth = new TruthRecord(TimeSpan.FromSeconds(10));
        truth.At(new(0)).AddEvents(EventType.Purchase, 1, cents: 500);
        truth.At(new(0)).AddEvents(EventType.Refund, 2, cents: 300);
        truth.Add(TruthRecord.Parse(truth.ToJson()));

        var pane = truth.At(new(0));
        (pane.Cents, pane.RefundedCents, pane.Events(EventType.Refund), pane.EventCount, pane.Orders).ShouldBe((1000, 600, 4, 6, 2));

        var older = TruthRecord.Parse("""{"pane_ms":10000,"panes":[{"start_ms":0,"purchase":1,"cents":500}]}"""u8).At(new(0));
        (older.Cents, older.RefundedCents, older.Events(EventType.Refund), older.EventCount).ShouldBe((500, 0, 0, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"pane_ms\":0,\"panes\":[]}")]
    [InlineData("{\"pane_ms\":10000,\"panes\":[{}]}")]
    public void What_is_no_truth_record_is_refused(string json) =>
        Should.Throw<FormatException>(() => TruthRecord.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_record_of_somebody_else_is_none_and_a_spoilt_one_of_the_simulation_is_refused_with_its_place()
    {
        TruthRecord.Of(new LogRecord(3, default, "poison"u8, "poison 3"u8)).ShouldBeNull();
        TruthRecord.Of(new LogRecord(4, default, default, default)).ShouldBeNull();
        TruthRecord.Of(new LogRecord(5, default, "simulation"u8, new TruthRecord(TimeSpan.FromSeconds(10)).ToJson())).ShouldNotBeNull();

        Should.Throw<StoreRefusedException>(() => TruthRecord.Of(new LogRecord(6, default, "simulation"u8, "poison"u8))).Message.ShouldStartWith("ecommerce-truth, offset 6: ");
    }
}
