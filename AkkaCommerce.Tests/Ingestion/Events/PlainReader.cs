using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Ingestion.Events;

/// <summary>The reader that is held against the fast ones: System.Text.Json, strings, big integers and no thought of speed.</summary>
internal static partial class PlainReader
{
    public static PlainEvent Read(byte[] record)
    {
        var result = new PlainEvent();
        if (record.Length > EventReader.MaxRecordBytes) return result with { Reason = new(DeadLetterKind.TooLarge) };
        if (!Utf8.IsValid(record)) return result with { Reason = new(DeadLetterKind.NotJson) };
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(record, new JsonDocumentOptions { MaxDepth = EventReader.MaxDepth });
        }
        catch (JsonException)
        {
            return result with { Reason = new(DeadLetterKind.NotJson) };
        }
        using (document)
            return document.RootElement.ValueKind == JsonValueKind.Object ? Event(document.RootElement) : result with { Reason = new(DeadLetterKind.NotAnObject) };
    }

    private static PlainEvent Event(JsonElement json)
    {
        var e = new PlainEvent();
        var (typeKind, typeText) = Text(json, "event_type");
        var types = new[] { "page_view", "add_to_cart", "remove_from_cart", "purchase", "session_start", "session_end", "refund" };
        var index = Array.IndexOf(types, typeText);
        if (typeKind == DeadLetterKind.None && index >= 0) e = e with { Type = (EventType)index };
        var (timeKind, timeText) = Text(json, "timestamp");
        if (timeKind == DeadLetterKind.None) (timeKind, e) = Time(timeText) is var (kind, time) && kind == DeadLetterKind.None ? (kind, e with { Time = time }) : (kind, e);
        var (totalKind, total) = Number(json, "total", 2, Money.MaxCents);
        if (totalKind == DeadLetterKind.None) e = e with { Total = total };

        if (typeKind != DeadLetterKind.None) return e with { Reason = new(typeKind, EventField.EventType) };
        if (index < 0) return e with { Reason = new(DeadLetterKind.UnknownEventType) };
        var (idKind, id) = Text(json, "event_id");
        if (idKind == DeadLetterKind.None && id.Length == 0) idKind = DeadLetterKind.Empty;
        if (idKind == DeadLetterKind.None && Encoding.UTF8.GetByteCount(id) > 256) idKind = DeadLetterKind.TooLong;
        if (idKind != DeadLetterKind.None) return e with { Reason = new(idKind, EventField.EventId) };
        var (userKind, user) = Text(json, "user_id");
        if (userKind != DeadLetterKind.None) return e with { Reason = new(userKind, EventField.UserId) };
        if (timeKind != DeadLetterKind.None) return e with { Reason = new(timeKind, EventField.Timestamp) };
        e = e with { Id = id, User = user };
        switch (e.Type)
        {
            case EventType.PageView or EventType.AddToCart or EventType.RemoveFromCart:
                var (productKind, product) = Text(json, "product_id");
                if (productKind != DeadLetterKind.None) return e with { Reason = new(productKind, EventField.ProductId) };
                var (categoryKind, category) = Text(json, "product_category");
                if (categoryKind != DeadLetterKind.None) return e with { Reason = new(categoryKind, EventField.ProductCategory) };
                var (priceKind, price) = Number(json, "product_price", 2, Money.MaxCents);
                if (priceKind != DeadLetterKind.None) return e with { Reason = new(priceKind, EventField.ProductPrice) };
                e = e with { Product = product, Category = category, Price = price };
                if (e.Type == EventType.PageView) return e;
                var (quantityKind, quantity) = Number(json, "quantity", 0, EventReader.MaxQuantity);
                if (quantityKind != DeadLetterKind.None) return e with { Reason = new(quantityKind, EventField.Quantity) };
                return e with { Quantity = quantity };
            case EventType.Purchase or EventType.Refund:
                var (orderKind, order) = Text(json, "order_id");
                if (orderKind != DeadLetterKind.None) return e with { Reason = new(orderKind, EventField.OrderId) };
                if (totalKind != DeadLetterKind.None) return e with { Reason = new(totalKind, EventField.Total) };
                if (Member(json, "items") is not { } items) return e with { Reason = new(DeadLetterKind.Missing, EventField.Items) };
                if (items.ValueKind != JsonValueKind.Array) return e with { Reason = new(DeadLetterKind.Mistyped, EventField.Items) };
                e = e with { Order = order, Items = "" };
                foreach (var item in items.EnumerateArray())
                {
                    var (reason, text) = Item(item);
                    if (!reason.IsNone) return e with { Reason = reason };
                    e = e with { Items = e.Items + text };
                }
                return e;
            case EventType.SessionEnd:
                var (durationKind, duration) = Optional(Number(json, "duration_seconds", 3, EventReader.MaxDurationMilliseconds), json, "duration_seconds");
                if (durationKind != DeadLetterKind.None) return e with { Reason = new(durationKind, EventField.DurationSeconds) };
                var (viewsKind, views) = Optional(Number(json, "page_views", 0, EventReader.MaxPageViews), json, "page_views");
                if (viewsKind != DeadLetterKind.None) return e with { Reason = new(viewsKind, EventField.PageViews) };
                return e with { Duration = duration, PageViews = views };
            default:
                return e;
        }
    }

    private static (DeadLetterReason, string) Item(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return (new(DeadLetterKind.Mistyped, EventField.Items), "");
        var (productKind, product) = Text(item, "product_id");
        if (productKind != DeadLetterKind.None) return (new(productKind, EventField.ItemProductId), "");
        var (categoryKind, category) = Text(item, "category");
        if (categoryKind == DeadLetterKind.Missing || Member(item, "category")?.ValueKind == JsonValueKind.Null) (categoryKind, category) = (DeadLetterKind.None, "");
        if (categoryKind != DeadLetterKind.None) return (new(categoryKind, EventField.ItemCategory), "");
        var (quantityKind, quantity) = Number(item, "quantity", 0, EventReader.MaxQuantity);
        if (quantityKind != DeadLetterKind.None) return (new(quantityKind, EventField.ItemQuantity), "");
        var (priceKind, price) = Number(item, "price", 2, Money.MaxCents);
        if (priceKind == DeadLetterKind.None && new BigInteger(price) * quantity > Money.MaxCents) priceKind = DeadLetterKind.OutOfRange;
        return priceKind != DeadLetterKind.None ? (new(priceKind, EventField.ItemPrice), "") : (default, $"[{product}|{category}|{quantity}|{price}]");
    }

    private static (DeadLetterKind, long) Optional((DeadLetterKind Kind, long Value) number, JsonElement json, string name) =>
        number.Kind == DeadLetterKind.Missing || Member(json, name)?.ValueKind == JsonValueKind.Null ? (DeadLetterKind.None, -1) : number;

    private static JsonElement? Member(JsonElement json, string name)
    {
        JsonElement? last = null;
        foreach (var member in json.EnumerateObject())
        {
            try
            {
                if (member.Name == name) last = member.Value;
            }
            catch (InvalidOperationException)
            {
                // half a surrogate pair: no name of ours
            }
        }
        return last;
    }

    private static (DeadLetterKind Kind, string Text) Text(JsonElement json, string name)
    {
        if (Member(json, name) is not { } value) return (DeadLetterKind.Missing, "");
        if (value.ValueKind != JsonValueKind.String) return (DeadLetterKind.Mistyped, "");
        try
        {
            return (DeadLetterKind.None, value.GetString()!);
        }
        catch (InvalidOperationException)
        {
            return (DeadLetterKind.Unreadable, "");
        }
    }

    private static (DeadLetterKind Kind, long Value) Number(JsonElement json, string name, int decimals, long max)
    {
        if (Member(json, name) is not { } value) return (DeadLetterKind.Missing, 0);
        if (value.ValueKind != JsonValueKind.Number) return (DeadLetterKind.Mistyped, 0);
        var parts = NumberParts().Match(value.GetRawText());
        var digits = BigInteger.Parse(parts.Groups[2].Value + parts.Groups[3].Value, CultureInfo.InvariantCulture);
        if (digits.IsZero) return (DeadLetterKind.None, 0);
        if (parts.Groups[1].Length > 0) return (DeadLetterKind.Negative, 0);
        var exponentText = parts.Groups[4].Length == 0 ? "0" : parts.Groups[4].Value;
        var exponent = (int)BigInteger.Min(5000, BigInteger.Max(-5000, BigInteger.Parse(exponentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));
        exponent += decimals - parts.Groups[3].Length;
        BigInteger scaled;
        var exact = true;
        if (exponent >= 0) scaled = digits * BigInteger.Pow(10, exponent);
        else
        {
            var unit = BigInteger.Pow(10, -exponent);
            exact = digits % unit == 0;
            scaled = (digits * 2 + unit) / (unit * 2);
        }
        if (scaled > max) return (DeadLetterKind.OutOfRange, 0);
        return decimals == 0 && !exact ? (DeadLetterKind.Mistyped, 0) : (DeadLetterKind.None, (long)scaled);
    }

    private static (DeadLetterKind, Timestamp) Time(string text)
    {
        var match = TimeParts().Match(text);
        if (!match.Success) return (DeadLetterKind.Unreadable, default);
        int Part(int group) => match.Groups[group].Length == 0 ? 0 : int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        try
        {
            // Year 0, which DateTime does not have, is a leap year like 2000: the same calendar, and out of range all the same.
            var (year, shift) = Part(1) == 0 ? (2000, -730_485L) : (Part(1), 0L);
            var local = new DateTime(year, Part(2), Part(3), Part(4), Part(5), Part(6), DateTimeKind.Unspecified);
            if (Part(10) > 23 || Part(11) > 59) return (DeadLetterKind.Unreadable, default);
            var fraction = (match.Groups[7].Value + "000")[..3];
            var offset = (Part(10) * 60 + Part(11)) * (match.Groups[9].Value == "-" ? -1 : 1);
            var milliseconds = (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond + shift * 86_400_000
                + int.Parse(fraction, CultureInfo.InvariantCulture) - offset * 60_000L;
            return (milliseconds is < 0 or > 253_402_300_799_999 ? DeadLetterKind.OutOfRange : DeadLetterKind.None, new Timestamp(milliseconds));
        }
        catch (ArgumentOutOfRangeException)
        {
            return (DeadLetterKind.Unreadable, default);
        }
    }

    [GeneratedRegex(@"^(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]\+?(-?[0-9]+))?$")]
    private static partial Regex NumberParts();

    [GeneratedRegex(@"\A([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?(?:([Zz])|([+-])([0-9]{2}):?([0-9]{2})?(?<!:))\z")]
    private static partial Regex TimeParts();
}

/// <summary>What the plain reader says of a record; -1: not there.</summary>
internal sealed record PlainEvent
{
    public DeadLetterReason Reason { get; init; }
    public EventType? Type { get; init; }
    public Timestamp? Time { get; init; }
    public long? Total { get; init; }
    public string Id { get; init; } = "";
    public string User { get; init; } = "";
    public string Product { get; init; } = "";
    public string Category { get; init; } = "";
    public long Price { get; init; }
    public long Quantity { get; init; }
    public string Order { get; init; } = "";
    public string Items { get; init; } = "";
    public long Duration { get; init; } = -1;
    public long PageViews { get; init; } = -1;

    /// <summary>What holds of a dead letter too, where it is one.</summary>
    public PlainEvent Told => Reason.IsNone ? this : new PlainEvent { Reason = Reason, Type = Type, Time = Time, Total = Total };

    /// <summary>The same of what a fast reader says.</summary>
    public static PlainEvent Of(in EventView view)
    {
        var told = new PlainEvent
        {
            Reason = view.Reason,
            Type = view.HasType ? view.Type : null,
            Time = view.HasTime ? view.Time : null,
            Total = view.HasTotal ? view.TotalCents : null,
        };
        if (!view.Reason.IsNone) return told;
        told = told with { Id = Encoding.UTF8.GetString(view.EventId), User = Encoding.UTF8.GetString(view.UserId) };
        switch (view.Type)
        {
            case EventType.PageView or EventType.AddToCart or EventType.RemoveFromCart:
                told = told with { Product = Encoding.UTF8.GetString(view.ProductId), Category = Encoding.UTF8.GetString(view.Category), Price = view.PriceCents };
                return view.Type == EventType.PageView ? told : told with { Quantity = view.Quantity };
            case EventType.Purchase or EventType.Refund:
                var items = new StringBuilder();
                foreach (var item in view.Items)
                    items.Append(CultureInfo.InvariantCulture, $"[{Encoding.UTF8.GetString(item.ProductId)}|{Encoding.UTF8.GetString(item.Category)}|{item.Quantity}|{item.PriceCents}]");
                return told with { Order = Encoding.UTF8.GetString(view.OrderId), Items = items.ToString() };
            case EventType.SessionEnd:
                return told with { Duration = view.DurationMilliseconds, PageViews = view.PageViews };
            default:
                return told;
        }
    }
}
