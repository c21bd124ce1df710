using System.Globalization;
using System.Reflection;
using Xunit.Sdk;

namespace AkkaCommerce.Tests.Node.Faults;

/// <summary>Which faults to try, and how often: the usual ones once, unless the environment says more.</summary>
internal static class AskedFaults
{
    public const string RoundsVariable = "AKKACOMMERCE_TEST_FAULT_ROUNDS";

    /// <summary>Those whose names are given, or all.</summary>
    public const string FaultsVariable = "AKKACOMMERCE_TEST_FAULTS";

    public static int? Rounds { get; } = Environment.GetEnvironmentVariable(RoundsVariable) is { Length: > 0 } rounds ? int.Parse(rounds, CultureInfo.InvariantCulture) : null;

    public static IEnumerable<ClusterFault> All
    {
        get
        {
            var asked = Environment.GetEnvironmentVariable(FaultsVariable)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
            return (Rounds is null && asked.Length == 0 ? ClusterFault.Usual : ClusterFault.All).Where(fault => asked.Length == 0 || asked.Contains(fault.Name));
        }
    }
}

/// <summary>The asked faults that this machine can make.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultsHereAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => AskedFaults.All.Where(fault => fault.Missing is null).Select(fault => new object[] { fault.Name });
}

/// <summary>Those that it cannot: skipped, with the reasons.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultsMissingAttribute : DataAttribute
{
    private static readonly ClusterFault[] Missing = [.. AskedFaults.All.Where(fault => fault.Missing is not null)];

    public FaultsMissingAttribute() => Skip = Missing.Length > 0 ? string.Join("; ", Missing.Select(fault => $"{fault}: {fault.Missing}")) : null;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Missing.Select(fault => new object[] { fault.Name });
}
