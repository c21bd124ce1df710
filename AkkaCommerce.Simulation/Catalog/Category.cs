using System.Text;

namespace AkkaCommerce.Simulation.Catalog;

/// <summary>A category of the catalog: its products stand side by side, from <paramref name="First"/> on.</summary>
/// <param name="Name">As events carry it.</param>
/// <param name="First">The number of its first product.</param>
/// <param name="Count">How many products it has.</param>
public sealed record Category(string Name, int First, int Count)
{
    /// <summary><see cref="Name"/> in UTF-8.</summary>
    public byte[] NameBytes { get; } = Encoding.UTF8.GetBytes(Name);
}
