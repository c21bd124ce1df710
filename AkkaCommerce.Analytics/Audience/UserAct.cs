namespace AkkaCommerce.Analytics.Audience;

/// <summary>What a user did, as far as distinct users are counted by it.</summary>
public enum UserAct : byte
{
    Viewed,
    Carted,
    Bought,
}
