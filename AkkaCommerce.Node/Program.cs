using AkkaCommerce.Node.Commands;
using AkkaCommerce.Node.Hosting;

using var output = Output.Standard();
return await CommandLine.RunAsync(args, output, Console.Error, TimeProvider.System, Signals.OfProcess);
