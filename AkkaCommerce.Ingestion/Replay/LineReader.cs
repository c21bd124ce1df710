using System.Security.Cryptography;

namespace AkkaCommerce.Ingestion.Replay;

/// <summary>
/// The lines of a stream without their ends and trailing white space, in a buffer that stays bounded: of a longer line only the beginning, its length
/// and its hash. A byte order mark at the very beginning is no part of the first line.
/// </summary>
internal sealed class LineReader(Stream stream, int mostBytes) : IDisposable
{
    private byte[] _buffer = new byte[64 * 1024];
    private IncrementalHash? _hash;
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>The current line's number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line, or the beginning of one that <see cref="IsTooLong"/>; holds until the next is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    public bool IsTooLong { get; private set; }

    /// <summary>Bytes of the whole line.</summary>
    public long Length { get; private set; }

    /// <summary>Of the whole line.</summary>
    public byte[] Sha256 { get; private set; } = [];

    /// <returns>False at the end: a last line without an end is one too.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancel)
    {
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0) return Found(searched + at, 1);
            searched = _end - _start;
            if (searched > mostBytes) return await SkipAsync(cancel);
            if (_ended) return searched > 0 && Found(searched, 0);
            await FillAsync(cancel);
        }
    }

    public void Dispose() => _hash?.Dispose();

    private bool Found(int length, int endBytes)
    {
        var line = _buffer.AsMemory(_start, length);
        if (Number == 0 && line.Span.StartsWith("\ufeff"u8)) line = line[3..];
        Line = line.TrimEnd(" \t\r"u8);
        IsTooLong = Line.Length > mostBytes;
        if (IsTooLong) Sha256 = SHA256.HashData(Line.Span);
        Length = Line.Length;
        Number++;
        _start += length + endBytes;
        return true;
    }

    /// <summary>Reads over the rest of a line that is too long, with its beginning kept.</summary>
    private async ValueTask<bool> SkipAsync(CancellationToken cancel)
    {
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var beginning = _buffer.AsSpan(_start, mostBytes).ToArray();
        (Length, IsTooLong, Line) = (0, true, beginning);
        Number++;
        while (true)
        {
            var rest = _buffer.AsSpan(_start, _end - _start);
            var at = rest.IndexOf((byte)'\n');
            var part = at < 0 ? rest : rest[..at];
            _hash.AppendData(part);
            Length += part.Length;
            _start += at < 0 ? part.Length : part.Length + 1;
            if (at >= 0 || _ended)
            {
                Sha256 = _hash.GetHashAndReset();
                return true;
            }
            await FillAsync(cancel);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancel)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancel);
        _end += read;
        _ended = read == 0;
    }
}
