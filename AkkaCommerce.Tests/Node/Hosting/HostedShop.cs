using System.Collections;
using Akka.Actor;
using AkkaCommerce.Node.Configuration;
using AkkaCommerce.Node.Hosting;
using AkkaCommerce.Tests.Ingestion.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AkkaCommerce.Tests.Node.Hosting;

/// <summary>A shop's host, put together as <c>run</c> does from a user's file and options; not started.</summary>
internal sealed class HostedShop : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunningShop _shop;
    private readonly IHost _host;

    /// <param name="file">The user's HOCON.</param>
    /// <param name="options">By path, as given on the command line.</param>
    public HostedShop(string file, params (string Path, string Value)[] options)
        : this(file, NullLoggerFactory.Instance, options)
    {
    }

    public HostedShop(string file, ILoggerFactory loggers, params (string Path, string Value)[] options)
    {
        File.WriteAllText(_folder.File("a.conf"), file);
        var given = options.Append(("data", _folder.File("data"))).ToDictionary(option => option.Item1, option => (option.Item2, $"--{option.Item1}"));
        var settings = AkkaCommerce.Node.Configuration.Settings.Load(given, new Hashtable(), "a.conf", _folder.Path);
        var (program, run) = (ProgramOptions.Read(settings), RunOptions.Read(settings, untilIdle: false, skipGap: false));
        _shop = RunningShop.OpenAsync(program, run, notes: _ => { }, TimeProvider.System, loggers, default).GetAwaiter().GetResult();
        _host = ShopHost.Build(settings, program, run, _shop, loggers, TimeProvider.System, show: null, keys: null, default);
    }

    /// <summary>Made when it is asked for.</summary>
    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public void Dispose()
    {
        _host.Dispose();
        _shop.Dispose();
        _folder.Dispose();
    }
}
