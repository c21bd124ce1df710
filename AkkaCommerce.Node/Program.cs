using AkkaCommerce.Node.Commands;

using var output = Output.Standard();
return await CommandLine.RunAsync(args, output, Console.Error, TimeProvider.System);
