using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Sql;

namespace AkkaCommerce.Analytics.Storage;

/// <summary>
/// A snapshot in a column of JSON. Where the database keeps what JSON says and not its text (<c>jsonb</c>: fields in an order of its own), the character
/// U+0000, which it cannot hold and a foreign event may carry in a name, is U+FDD0 U+FDD2 there, and U+FDD0 itself U+FDD0 U+FDD1: characters of no text.
/// </summary>
internal static class SnapshotColumn
{
    private const char Escape = '\uFDD0', Itself = '\uFDD1', Nothing = '\uFDD2';

    public static string Write(WindowSnapshot snapshot, SqlTypes types) => SnapshotJson.Write(types.ParsesJson ? Named(snapshot, Escaped) : snapshot);

    /// <exception cref="FormatException">The text is no snapshot.</exception>
    public static WindowSnapshot Read(string json, SqlTypes types) => types.ParsesJson ? Named(SnapshotJson.Read(json), Unescaped) : SnapshotJson.Read(json);

    /// <summary>The text as it was written: what the database keeps of it, written again where it keeps no text.</summary>
    public static string Text(string json, SqlTypes types) => types.ParsesJson ? SnapshotJson.Write(Read(json, types)) : json;

    private static WindowSnapshot Named(WindowSnapshot snapshot, Func<string, string> name) => snapshot with
    {
        PopularProducts = [.. snapshot.PopularProducts.Select(product => product with { ProductId = name(product.ProductId), Category = name(product.Category) })],
        PopularCategories = [.. snapshot.PopularCategories.Select(category => category with { Category = name(category.Category) })],
    };

    private static string Escaped(string name) => name.AsSpan().IndexOfAny('\0', Escape) < 0
        ? name
        : name.Replace($"{Escape}", $"{Escape}{Itself}", StringComparison.Ordinal).Replace("\0", $"{Escape}{Nothing}", StringComparison.Ordinal);

    private static string Unescaped(string name) => !name.Contains(Escape)
        ? name
        : name.Replace($"{Escape}{Nothing}", "\0", StringComparison.Ordinal).Replace($"{Escape}{Itself}", $"{Escape}", StringComparison.Ordinal);
}
