namespace AkkaCommerce.Ingestion.Log;

/// <summary>A thread for calls that block: no log is called on a thread of Akka's.</summary>
internal static class LogThread
{
    /// <summary>Completes when the thread ends; fails as it fails.</summary>
    public static Task Start(string name, Action run)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                run();
                ended.SetResult();
            }
            catch (Exception e)
            {
                ended.SetException(e);
            }
        })
        { IsBackground = true, Name = name };
        thread.Start();
        return ended.Task;
    }
}
