namespace AkkaCommerce.Ingestion.Sql;

/// <summary>What a failure of the database means for whoever met it.</summary>
public enum SqlTrouble
{
    /// <summary>It cannot be used now, for a reason of its own.</summary>
    Other,

    /// <summary>Another is in the way, and it is worth trying again at once.</summary>
    Busy,

    /// <summary>It does not answer: a server that is down, starting, stopping, or not to be reached. It may come back.</summary>
    Away,

    /// <summary>It is not ours to use, now or later: damaged, of another kind, not writable, not for this user.</summary>
    Refused,

    /// <summary>No space is left to write to.</summary>
    Full,
}
