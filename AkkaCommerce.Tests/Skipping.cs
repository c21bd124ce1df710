namespace AkkaCommerce.Tests;

/// <summary>A fact that is skipped where something is missing; its name says why then, for a runner's summary prints no other line of it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal abstract class FactUnlessAttribute : FactAttribute
{
    /// <param name="missing">Why it is skipped; null: it runs.</param>
    protected FactUnlessAttribute(string? missing, string name)
    {
        if ((Skip = missing) is { } reason) DisplayName = $"{name} ({reason})";
    }
}

/// <summary>A theory that is skipped like a <see cref="FactUnlessAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal abstract class TheoryUnlessAttribute : TheoryAttribute
{
    /// <inheritdoc cref="FactUnlessAttribute(string?, string)"/>
    protected TheoryUnlessAttribute(string? missing, string name)
    {
        if ((Skip = missing) is { } reason) DisplayName = $"{name} ({reason})";
    }
}
