using System.Runtime.CompilerServices;

namespace AkkaCommerce.Tests.Node.Processes;

/// <summary>A theory about a shell: skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute(string shell, [CallerMemberName] string name = "") : TheoryUnlessAttribute(Missing(shell), name)
{
    /// <summary>Why there is none here; null: there is.</summary>
    private static string? Missing(string shell) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, shell))) ? null : $"there is no {shell}";
}
