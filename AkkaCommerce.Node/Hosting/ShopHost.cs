using Akka.Hosting;
using AkkaCommerce.Node.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AkkaCommerce.Node.Hosting;

/// <summary>Puts together what the roles of a process need.</summary>
internal static class ShopHost
{
    /// <summary>Beyond it the host ends what still runs.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    public static IHost Build(Settings settings, ProgramOptions program, RunOptions run, TextWriter log, TimeProvider time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "akkacommerce" });
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton(time);
        builder.Logging.SetMinimumLevel(program.LogLevel).AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddProvider(new LineLoggerProvider(log, time));
        builder.Services.AddAkka("akkacommerce", (akka, services) => akka
            .AddHocon(settings.Akka, HoconAddMode.Append)
            .AddLogs(services.GetRequiredService<ILoggerFactory>(), program.LogLevel)
            .AddClusterOfOne(run.Roles));
        return builder.Build();
    }
}
