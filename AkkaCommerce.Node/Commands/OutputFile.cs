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

    /// <summary>Creates the file, or empties the one that is there.</summary>
    public static OutputFile Create(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (Others.Contains(extension)) throw new ConfigurationException($"--out: files are compressed as .gz or .zst, not as {extension}");
        var file = File.Create(path);
        return new OutputFile(file, extension switch
        {
            ".gz" => new GZipStream(file, CompressionLevel.Fastest),
            ".zst" => new CompressionStream(file, leaveOpen: false),
            _ => file,
        });
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
