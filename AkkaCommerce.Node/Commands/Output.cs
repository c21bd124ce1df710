using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace AkkaCommerce.Node.Commands;

/// <summary>Standard output: raw UTF-8 without a byte order mark, or tables for people. A reader that has gone is an end, not a fault.</summary>
internal sealed class Output : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ClosedPipeStream _raw;
    private readonly BufferedStream _stream;
    private readonly Lazy<TextWriter> _text;
    private readonly Lazy<IAnsiConsole> _console;

    public Output(Stream stream, bool isTerminal)
    {
        _raw = new ClosedPipeStream(stream);
        _stream = new BufferedStream(_raw, BufferBytes);
        _text = new(() => new StreamWriter(_stream, Utf8, 1024, leaveOpen: true) { NewLine = "\n" });
        _console = new(() => isTerminal ? AnsiConsole.Console : Plain(_text.Value));
    }

    public static Output Standard() => new(StandardStream(), isTerminal: !Console.IsOutputRedirected);

    /// <summary>Bytes as they are, for who has a buffer already; not to be mixed with the others before a flush.</summary>
    public Stream Unbuffered => _raw;

    /// <summary>Bytes as they are.</summary>
    public Stream Stream => _stream;

    /// <summary>Lines of text, ended by a line feed alone.</summary>
    public TextWriter Text => _text.Value;

    /// <summary>Tables; without colours, and as wide as they need, where nobody looks.</summary>
    public IAnsiConsole Tables => _console.Value;

    /// <exception cref="OutputClosedException">The reader has gone.</exception>
    public void Flush()
    {
        if (_text.IsValueCreated) _text.Value.Flush();
        _stream.Flush();
    }

    public void Dispose()
    {
        try
        {
            Flush();
        }
        catch (OutputClosedException)
        {
            // Nobody reads it any more.
        }
    }

    private static IAnsiConsole Plain(TextWriter text)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 160;
        return console;
    }

    /// <summary>
    /// .NET's own stream swallows the error of a closed pipe and would go on for ever; a file stream reports it. Where standard output is a file,
    /// the file stream would write at positions of its own, and .NET's stream is right.
    /// </summary>
    private static Stream StandardStream()
    {
        if (OperatingSystem.IsWindows()) return Console.OpenStandardOutput();
        try
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return stream.CanSeek ? Console.OpenStandardOutput() : stream;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Console.OpenStandardOutput();
        }
    }
}

/// <summary>Whoever read standard output has closed it.</summary>
internal sealed class OutputClosedException(Exception inner) : Exception("Standard output is closed.", inner);
