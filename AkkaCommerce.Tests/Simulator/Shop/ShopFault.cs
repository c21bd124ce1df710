namespace AkkaCommerce.Tests.Simulator.Shop;

/// <summary>What the model around the cores gets wrong on purpose, so that a test sees itself fail.</summary>
[Flags]
internal enum ShopFault
{
    None = 0,

    /// <summary>The last progress is read without going to the uncommitted end.</summary>
    UncommittedEnd = 1,

    /// <summary>An older incarnation may still commit.</summary>
    NoFence = 2,

    /// <summary><c>retired</c> is a row that every node obeys once it sees it.</summary>
    Retired = 4,

    /// <summary>A shopper's memory holds iff it has walked exactly to where the walk begins: right, but always rebuilding.</summary>
    ValidEqual = 8,

    /// <summary>A shopper's memory holds iff it has not walked beyond where the walk begins.</summary>
    ValidNoDue = 16,

    /// <summary>An entry of the clock's journal counts without asking afterwards whether a greater number is there.</summary>
    ConfirmUnasked = 32,
}
