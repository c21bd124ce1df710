using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Configuration.Files;

namespace AkkaCommerce.Tests.Node.Configuration.Files;

public sealed class HoconFileTests : IDisposable
{
    private static readonly Dictionary<string, string> Environment = new() { ["PORT"] = "4053", ["shop.name"] = "corner" };

    private readonly string _folder = Directory.CreateTempSubdirectory("hocon-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("b = 1", "1")]
    [InlineData("b : 1", "1")]
    [InlineData("\"b\" = 1", "1")]
    [InlineData("{ b = 1 }", "1")]
    [InlineData("\uFEFFb = 1\r\nc = 2\r\n", "1")]
    [InlineData("b = 1, c = 2", "1")]
    [InlineData("b = a few words # and no more", "a few words")]
    [InlineData("b = a few words // and no more", "a few words")]
    [InlineData("b = \"# { } // \\\" \\\\ \\u0041\"", "# { } // \" \\ A")]
    [InlineData("b = \"\"\"two\n\"lines\" \\n\"\"\"", "two\n\"lines\" \\n")]
    [InlineData("b = \"one\" and \"two\"", "one and two")]
    [InlineData("b = +1h", "+1h")]
    [InlineData("b = 10 s", "10 s")]
    [InlineData("b =\n  1", "1")]
    [InlineData("b = 1\nb = 2", "2")]
    [InlineData("a = 1\nb = ${a}", "1")]
    [InlineData("b = ${a}\na = 1", "1")]
    [InlineData("b = ${a.x}\na { x = 1, y = ${a.x} }", "1")]
    [InlineData("a.\"x.y\" = 1\nb = ${a.\"x.y\"}", "1")]
    [InlineData("b = /${a}/x\na = home", "/home/x")]
    [InlineData("b = ${PORT}", "4053")]
    [InlineData("b = ${shop.name}", "corner")]
    [InlineData("b = ${?PORT}", "4053")]
    [InlineData("b = 1\nb = ${?PORT}", "4053")]
    [InlineData("b = 1\nb = ${?NOWHERE}", "1")]
    [InlineData("b = x${?NOWHERE}y", "xy")]
    [InlineData("PORT = 1\nb = ${PORT}", "1")]
    [InlineData("b = 1\nb = ${b}2", "12")]
    [InlineData("b = ${nowhere}\nb = 2", "2")]
    [InlineData("a = ${c} { x = 1 }\nc { y = 2 }\nb = ${a.x}${a.y}", "12")]
    [InlineData("a { x = 1 }\na = { y = 2 }\nb = ${a.x}${a.y}", "12")]
    [InlineData("a { x = 1 } c { y = 2 }\nb = ${a.x}${c.y}", "12")]
    public void Every_form_of_a_value_is_read(string text, string value) => Read(text).Content.GetString("b").ShouldBe(value);

    [Theory]
    [InlineData("b = [1, 2, 3]")]
    [InlineData("b = [1\n2, # two\n 3,]")]
    [InlineData("b = [1, 2]\nb += 3")]
    [InlineData("b += 1\nb += 2\nb += 3")]
    [InlineData("b = [1] [2, 3]")]
    [InlineData("b = [1, 2]\nb = ${b} [3]")]
    [InlineData("a = [1]\nb = ${a} [2, 3]")]
    [InlineData("three = 3\nb = [1, 2, ${three}, ${?four}]")]
    public void Every_form_of_a_list_is_read(string text) => Read(text).Content.GetStringList("b").ShouldBe(["1", "2", "3"]);

    [Fact]
    public void A_file_is_included_from_beside_the_one_that_names_it()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "more"));
        File.WriteAllText(Path.Combine(_folder, "more", "one.conf"), "include file(\"two.conf\")\nx = 1");
        File.WriteAllText(Path.Combine(_folder, "more", "two.conf"), "y = ${x}2\nlist += 2");

        var read = Read("list = [1]\ninner { list = [0], include required(\"more/one.conf\") }\ny = 3");

        read.Content.GetString("inner.y").ShouldBe("12");
        read.Content.GetStringList("inner.list").ShouldBe(["0", "2"]);
        read.Content.GetString("y").ShouldBe("3");
        read.Places["inner.y"].ShouldBe(new Origin("more/two.conf", 1));
        read.Places["y"].ShouldBe(new Origin("a.conf", 3));
    }

    [Theory]
    [InlineData("b = 1 c = 2", "a.conf:1: '=' in the value of 'b': it may stand in quotes")]
    [InlineData("x = 1\nb =\nc = 1", "a.conf:3: '=' in the value of 'b': it may stand in quotes")]
    [InlineData("b = http://x", "a.conf:1: ':' in the value of 'b': it may stand in quotes")]
    [InlineData("x = 1\nb", "a.conf:2: 'b' is given nothing: KEY = VALUE, or KEY { … }")]
    [InlineData("x = 1\nb =", "a.conf:2: 'b' has no value")]
    [InlineData("b = ${a", "a.conf:1: '${' is never closed")]
    [InlineData("\nb = ${a}", "a.conf:2: ${a} leads nowhere: neither the file nor the environment has it (${?a} may be missing)")]
    [InlineData("a = ${b}\nb = ${a}", "a.conf:2: ${a} leads nowhere: neither the file nor the environment has it (${?a} may be missing)")]
    [InlineData("b = \"\\q\"", "a.conf:1: '\\q' means nothing in quotes: a backslash is \\\\")]
    [InlineData("b = [1] x", "a.conf:1: texts, lists and objects cannot stand beside each other as one value")]
    [InlineData("b = \n\n[1, {c = 2]", "a.conf:3: ']' does not close the '{' of line 3")]
    [InlineData("[1]", "a.conf:1: a list: a file is of keys and their values")]
    [InlineData("{ b = 1 }\nc", "a.conf:2: stands behind the brace that closes the whole")]
    [InlineData("include url(\"http://x\")", "a.conf:1: include url(…): only files can be included")]
    [InlineData("include b", "a.conf:1: include needs a file's name in quotes")]
    public void What_is_wrong_is_named_with_its_file_and_line(string text, string message) =>
        Should.Throw<ConfigurationException>(() => Read(text)).Message.ShouldBe(message);

    [Fact]
    public void A_file_that_is_not_there_is_named_with_the_line_that_includes_it() =>
        Should.Throw<ConfigurationException>(() => Read("\ninclude \"b.conf\"")).Message.ShouldStartWith("a.conf:2: b.conf: cannot be read (Could not find file");

    [Fact]
    public void Braces_within_braces_without_end_are_an_error_and_no_overflow() =>
        Should.Throw<ConfigurationException>(() => Read("b = " + new string('[', 100_000))).Message.ShouldBe("a.conf:1: is more than 100 deep");

    private HoconFile Read(string text)
    {
        var file = Path.Combine(_folder, "a.conf");
        File.WriteAllText(file, text);
        return HoconFile.Read(file, "a.conf", name => Environment.GetValueOrDefault(name));
    }
}
