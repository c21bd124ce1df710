using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace AkkaCommerce.Tests.Ingestion.Sql;

/// <summary>On a class of a suite: it runs on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnPostgresAttribute : Attribute;

/// <summary>A fact about every database.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("AkkaCommerce.Tests.Ingestion.Sql.SqlFactDiscoverer", "AkkaCommerce.Tests")]
public sealed class SqlFactAttribute : FactAttribute;

/// <summary>Looks which database a class is about.</summary>
public sealed class SqlFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new SqlTestCase(diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>A fact that is skipped, with the reason, where its database is not there.</summary>
public sealed class SqlTestCase : XunitTestCase
{
    [Obsolete("For deserialization only.")]
    public SqlTestCase()
    {
    }

    public SqlTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod) : base(diagnostics, display, options, testMethod)
    {
    }

    /// <summary>The reason stands in the name: a runner's summary prints no other line of a test that is skipped.</summary>
    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        base.GetDisplayName(factAttribute, displayName) + (GetSkipReason(factAttribute) is { } reason ? $" ({reason})" : "");

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        TestMethod.TestClass.Class.ToRuntimeType().GetCustomAttribute<OnPostgresAttribute>() is null ? null : TestPostgres.Missing;
}
