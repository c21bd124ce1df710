using System.Collections;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Tests.Ingestion.Runs;

namespace AkkaCommerce.Tests.Node.Configuration;

public sealed class SqlOptionsTests : IDisposable
{
    private const string Shop = "Host=db;Port=6543;Database=shop;Username=me";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_it_journal_and_tables_are_in_the_data_folder() => Read("").ShouldBeNull();

    [Fact]
    public void It_is_a_connection_string_or_says_where_one_is()
    {
        File.WriteAllText(_folder.File("secret"), Shop + ";Password=abc\n");

        Read(Shop)!.Database.Name.ShouldBe("db:6543/shop");
        Read($"file:{_folder.File("secret")}")!.Database.Name.ShouldBe("db:6543/shop");
        Refused("env:NO_SUCH_VARIABLE").ShouldBe("--sql: there is no environment variable NO_SUCH_VARIABLE");
    }

    [Fact]
    public void A_password_on_the_command_line_is_refused_and_in_the_environment_it_is_not()
    {
        Refused(Shop + ";Password=abc").ShouldStartWith("--sql: every user of this machine could read the password on the command line: --sql file:PATH or --sql env:NAME");

        ProgramOptions.Read(Loaded([], new Hashtable { ["AKKACOMMERCE__SQL"] = Shop + ";Password=abc" })).Sql!.Database.Name.ShouldBe("db:6543/shop");
    }

    [Theory]
    [InlineData("Host=db;Databse=abc;Password=abc", "is no connection string of PostgreSQL, such as Host=db;Database=shop;Username=shop; did you mean 'database'?")]
    [InlineData("postgres://me:abc@db/shop", "is no connection string of PostgreSQL, such as Host=db;Database=shop;Username=shop")]
    [InlineData("Host=db;Database=shop;Password=12;abc=3", "is no connection string of PostgreSQL, such as Host=db;Database=shop;Username=shop")]
    [InlineData("Host=db;Port=abc;Database=shop", "is no connection string of PostgreSQL, such as Host=db;Database=shop;Username=shop")]
    [InlineData("Host=db;Username=abc", "needs Host and Database, such as Host=db;Database=shop;Username=shop")]
    public void What_is_none_is_refused_and_nothing_of_it_is_shown(string text, string message)
    {
        Refused(text).ShouldBe($"--sql: {message}");
    }

    [Fact]
    public void A_log_in_memory_takes_its_tables_with_it() =>
        Should.Throw<ConfigurationException>(() => ProgramOptions.Read(Loaded([("sql", Shop), ("log", "memory")], new Hashtable())))
            .Message.ShouldBe("--sql goes with --log sqlite or kafka: a log in memory takes its tables with it");

    private SqlOptions? Read(string text) => ProgramOptions.Read(Loaded([("sql", text)], new Hashtable())).Sql;

    private string Refused(string text) => Should.Throw<ConfigurationException>(() => Read(text)).Message;

    private Settings Loaded((string Path, string Value)[] options, Hashtable environment) =>
        Settings.Load(options.ToDictionary(option => option.Path, option => (option.Value, $"--{option.Path}")), environment, null, _folder.Path);
}
