using System.CommandLine;
using System.IO.Compression;
using AkkaCommerce.Node.Configuration;
using ZstdSharp;

namespace AkkaCommerce.Node.Commands;

/// <summary>
/// A file that events go to, compressed where its name ends in <c>.gz</c> or <c>.zst</c>. Such a file is whole once it is disposed of, also where
/// the work was broken off: a flush before would end a block each time and make it larger, so it does nothing.
/// </summary>
internal sealed class OutputFile : Stream
{
    /// <summary>Endings that promise a compression which is not here.</summary>
    private static readonly string[] Others = [".7z", ".br", ".bz2", ".lz4", ".xz", ".zip", ".zstd"];

    private readonly FileStream _file;
    private readonly Stream _to;

    private OutputFile(FileStream file, Stream to) => (_file, _to) = (file, to);

    /// <param name="what">What goes there, as in "Where the events go".</param>
    public static Option<string> Option(string what) => new("--out") { HelpName = "FILE", Description = $"{what}; .gz and .zst are compressed [standard output]" };

    /// <summary>Looks whether a file can be meant, before anything is done for it; null: standard output is.</summary>
    /// <exception cref="ConfigurationException">It cannot.</exception>
    public static void Check(string? path)
    {
        if (path is null) return;
        if (string.IsNullOrWhiteSpace(path)) throw new ConfigurationException("--out: names no file; without --out the events go to standard output");
        var extension = Extension(path);
        if (Others.Contains(extension)) throw new ConfigurationException($"--out: '{path}' would be compressed as {extension}, and files are as .gz or .zst only: name it so, or without that ending");
        if (Directory.Exists(path)) throw new ConfigurationException($"--out: '{path}' is a folder: name a file in it, such as {Path.Combine(path, "events.ndjson")}");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new ConfigurationException($"--out: '{path}' cannot be made, for there is no folder {folder}: make that first, or name another");
    }

    /// <summary>Creates the file, or empties the one that is there.</summary>
    /// <exception cref="ConfigurationException">No file can be meant.</exception>
    /// <exception cref="WorkFailedException">It may not be written to.</exception>
    public static OutputFile Create(string path)
    {
        Check(path);
        var file = Open(path);
        return new OutputFile(file, Extension(path) switch
        {
            ".gz" => new GZipStream(file, CompressionLevel.Fastest),
            ".zst" => new CompressionStream(file, leaveOpen: false),
            _ => file,
        });
    }

    /// <summary>What the name of a file says of what is in it, small letters, whether it is compressed or not: <c>.csv</c> of <c>day.csv.gz</c>.</summary>
    public static string EndingOf(string path) => Extension(Extension(path) is ".gz" or ".zst" ? Path.GetFileNameWithoutExtension(path) : path);

    private static string Extension(string path) => Path.GetExtension(path).ToLowerInvariant();

    private static FileStream Open(string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new WorkFailedException($"--out: '{path}' cannot be written to ({exception.Message.TrimEnd('.')}): mend its permissions, or name another file");
        }
    }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer) => _to.Write(buffer);
    public override void Write(byte[] buffer, int offset, int count) => _to.Write(buffer, offset, count);
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => _to.WriteAsync(buffer, offset, count, cancellationToken);
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _to.WriteAsync(buffer, cancellationToken);

    public override void Flush()
    {
        if (_to == _file) _file.Flush();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _to == _file ? _file.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await _to.DisposeAsync();
        await _file.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _to.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
