namespace AkkaCommerce.Node.Commands;

/// <summary>Writes through, and tells a reader that has gone from other faults.</summary>
internal sealed class ClosedPipeStream(Stream inner) : Stream
{
    /// <summary>EPIPE of Linux and macOS.</summary>
    private const int BrokenPipe = 32;

    /// <summary>ERROR_BROKEN_PIPE and ERROR_NO_DATA of Windows, as HRESULT.</summary>
    private const int WindowsBrokenPipe = unchecked((int)0x8007006D), WindowsNoData = unchecked((int)0x800700E8);

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException exception) when (IsClosed(exception))
        {
            throw new OutputClosedException(exception);
        }
    }

    /// <summary>A pipe or a file: there is nothing to gain from a thread of its own.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        try
        {
            inner.Flush();
        }
        catch (IOException exception) when (IsClosed(exception))
        {
            throw new OutputClosedException(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private static bool IsClosed(IOException exception) => exception.HResult is BrokenPipe or WindowsBrokenPipe or WindowsNoData;
}
