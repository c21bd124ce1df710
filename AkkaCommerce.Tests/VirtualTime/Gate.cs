namespace AkkaCommerce.Tests.VirtualTime;

/// <summary>Lets through what comes; closed, it holds it until it is opened.</summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _held = new();
    private bool _closed;

    public void Close()
    {
        lock (_lock) _closed = true;
    }

    public void Open()
    {
        lock (_lock)
        {
            _closed = false;
            while (_held.TryDequeue(out var go)) go();
        }
    }

    /// <summary>Lets the one that waits go on, and stays closed.</summary>
    public void LetOne()
    {
        lock (_lock) _held.Dequeue()();
    }

    public void Pass(Action go)
    {
        lock (_lock)
        {
            if (_closed) _held.Enqueue(go);
            else go();
        }
    }

    public Task PassAsync()
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Pass(passed.SetResult);
        return passed.Task;
    }
}
