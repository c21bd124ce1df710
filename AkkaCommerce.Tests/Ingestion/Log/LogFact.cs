using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AkkaCommerce.Tests.Ingestion.Log;

/// <summary>What not every log can do.</summary>
[Flags]
public enum LogAbilities
{
    None = 0,

    /// <summary>Other processes can open the same log.</summary>
    IsShared = 1,

    /// <summary>It removes old records itself, by the test's clock, and never what recovery needs.</summary>
    Retains = 2,

    /// <summary>Offsets count records, without gaps.</summary>
    CountsRecords = 4,

    All = IsShared | Retains | CountsRecords,
}

/// <summary>On a class of the compliance suite: what its log can do.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class LogUnderTestAttribute(LogAbilities abilities) : Attribute
{
    public LogAbilities Abilities { get; } = abilities;

    /// <summary>Why this log cannot be tested here; null: it can.</summary>
    public virtual string? Missing => null;

    public static LogUnderTestAttribute Of(Type type) => type.GetCustomAttribute<LogUnderTestAttribute>() ?? new(LogAbilities.None);
}

/// <summary>A fact about every log that has some abilities; of others it is no fact.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("AkkaCommerce.Tests.Ingestion.Log.LogFactDiscoverer", "AkkaCommerce.Tests")]
public sealed class LogFactAttribute(LogAbilities needs = LogAbilities.None) : FactAttribute
{
    public LogAbilities Needs { get; } = needs;
}

/// <summary>Looks which log a class of the suite is about.</summary>
public sealed class LogFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var needs = factAttribute.GetConstructorArguments().OfType<LogAbilities>().FirstOrDefault();
        if ((LogUnderTestAttribute.Of(testMethod.TestClass.Class.ToRuntimeType()).Abilities & needs) != needs) yield break;
        yield return new LogTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod);
    }
}

/// <summary>A fact that is skipped, with the reason, where its log cannot be tested.</summary>
public sealed class LogTestCase : XunitTestCase
{
    [Obsolete("For deserialization only.")]
    public LogTestCase()
    {
    }

    public LogTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod) : base(diagnostics, display, options, testMethod)
    {
    }

    /// <summary>The reason stands in the name: a runner's summary prints no other line of a test that is skipped.</summary>
    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        base.GetDisplayName(factAttribute, displayName) + (GetSkipReason(factAttribute) is { } reason ? $" ({reason})" : "");

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => LogUnderTestAttribute.Of(TestMethod.TestClass.Class.ToRuntimeType()).Missing;
}
