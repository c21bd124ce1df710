using Akka.Actor;
using AkkaCommerce.Analytics.Windows;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Node.Reporting;

/// <summary>What a reporter looks for in the tables.</summary>
/// <param name="After">The end of the newest final window that it has; null: none.</param>
/// <param name="Live">Whether nobody tells it the live window.</param>
internal readonly record struct TableLook(Timestamp? After, bool Live);

/// <summary>What the tables say, as of one look.</summary>
/// <param name="Finals">The newest final windows behind those that were known, oldest first.</param>
/// <param name="Live">Null where it was not looked for, or there is none.</param>
internal sealed record TableFigures(ShopState State, long Late, long Dead, IReadOnlyList<WindowSnapshot> Finals, WindowSnapshot? Live) : INoSerializationVerificationNeeded;
