namespace AkkaCommerce.Ingestion.Journal;

/// <summary>The journal cannot be asked now; who asked stops, and comes back later.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
