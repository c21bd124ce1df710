using System.Text;
using AkkaCommerce.Ingestion.Events;

namespace AkkaCommerce.Tests.Ingestion.Events;

/// <summary>Seeded records: in our layout, in any other, with something wrong, and spoilt byte by byte.</summary>
internal sealed class RandomEvents(int seed)
{
    private static readonly string[] Types = ["page_view", "add_to_cart", "remove_from_cart", "purchase", "session_start", "session_end", "refund"];
    private static readonly string[] Odd =
    [
        "null", "true", "false", "\"\"", "\"x\"", "0", "-0", "-0.0", "-1", "-0.001", "1e2", "1E-2", "0.005", "0.00499999", "1299.9699999999998", "1e400", "1e-400",
        "10000000000", "10000000000.01", "9999999999.994999", "1000000", "1000001", "2.0", "2.5", "20e-1", "1e99999999999999999999", "[]", "{}", "[[[]]]",
        "{\"a\":[1,{\"b\":null}]}", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\ude00x\"", "\"\\ud83d\\n\"", "\"\\u0000\"", "\"é\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "123456789012345678901234567890",
        "0.1234567890123456789", "\"page\\u005fview\"", "NaN", "Infinity", "01", "1.", ".5", "+1", "tru", "\"\t\"", "\"\\x\"", "\"\\u12g4\"", "",
    ];
    private static readonly string[] Times =
    [
        "2025-09-07T15:30:00.123Z", "2025-09-07T15:30:00Z", "2025-09-07T15:30Z", "2025-09-07 15:30:00.1239999z", "2025-09-07t15:30:00,5+02:00", "2025-09-07T15:30:00-0730",
        "2025-09-07T15:30:00+01", "2025-09-07T15:30:00.123", "2025-09-07", "2025-02-29T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "2025-13-01T00:00:00Z", "2025-09-07T24:00:00Z",
        "2025-09-07T15:30:60Z", "1969-12-31T23:59:59.999Z", "1970-01-01T00:00:00+00:01", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59-00:01", "0000-02-29T00:00:00Z", "2025-09-07T15:30:00.Z",
        "2025-09-07T15:3O:00.123Z", "2025-09-07T15:30:00+24:00", "2025-09-07T15:30:00+01:", "2025-09-07T15:30:0\\u0030.123Z", "", "yesterday", "2025-09-07T15:30:00.123ZZ", "١٢٣٤-09-07T15:30:00.123Z",
    ];

    private readonly Random _random = new(seed);

    public byte[] Ours()
    {
        var to = new byte[EventWriter.MaxBytes(200, 5)];
        var head = new EventHead(
            new EventId(_random.NextInt64(EventId.MaxRun + 1), _random.Next(), _random.Next(EventId.MaxDay + 1), _random.Next(EventId.MaxVisit + 1), _random.Next(EventId.MaxDraw + 1)),
            new Timestamp(_random.NextInt64(253_402_300_800_000)));
        var product = Encoding.ASCII.GetBytes("prod_" + new string('x', _random.Next(40)));
        var category = Encoding.ASCII.GetBytes("cat_" + _random.Next(9));
        var price = _random.NextInt64(1 + (long)Math.Pow(10, _random.Next(12)));
        var length = _random.Next(7) switch
        {
            0 => EventWriter.WritePageView(to, head, product, category, price),
            1 => EventWriter.WriteAddToCart(to, head, product, category, price, _random.Next(5)),
            2 => EventWriter.WriteRemoveFromCart(to, head, product, category, price, _random.Next(1_000_001)),
            3 => EventWriter.WritePurchase(to, head, _random.Next(4), price, Items()),
            4 => EventWriter.WriteSessionStart(to, head),
            5 => EventWriter.WriteRefund(to, head, _random.Next(4), price, Items()),
            _ => EventWriter.WriteSessionEnd(to, head, price % 1_000_000_000, _random.Next(1000)),
        };
        return to[..length];

        PurchasedItem[] Items() => [.. Enumerable.Range(1, _random.Next(5)).Select(i => new PurchasedItem(product, category, i, price / 10))];
    }

    /// <summary>An event in some layout, mostly valid.</summary>
    public byte[] Foreign()
    {
        var type = Pick(Types);
        var fields = new List<(string Name, string Value)>
        {
            ("event_id", $"\"{new string('i', Chance(30) ? _random.Next(300) : 20)}\""), ("event_type", $"\"{type}\""), ("user_id", $"\"user_{_random.Next(99)}\""),
            ("session_id", "\"s\""), ("timestamp", $"\"{(Chance(3) ? Pick(Times) : Times[0])}\""),
        };
        if (type is "page_view" or "add_to_cart" or "remove_from_cart")
        {
            fields.AddRange([("product_id", "\"p\""), ("product_category", "\"c\""), ("product_price", Price())]);
            if (type != "page_view") fields.Add(("quantity", $"{_random.Next(9)}"));
        }
        if (type is "purchase" or "refund")
            fields.AddRange([("order_id", "\"o\""), ("total", Price()), ("items", "[" + string.Join(", ", Enumerable.Range(0, _random.Next(4)).Select(_ => Item())) + "]")]);
        if (type == "session_end" && Chance(2)) fields.AddRange([("duration_seconds", Price()), ("page_views", $"{_random.Next(9)}")]);
        return Encoding.UTF8.GetBytes(Object(fields));
    }

    /// <summary>The record with a few bytes flipped, left out, doubled, or its end cut off.</summary>
    public byte[] Spoilt(byte[] record)
    {
        var bytes = record.ToList();
        for (var i = _random.Next(1, 3); i > 0 && bytes.Count > 0; i--)
        {
            var at = _random.Next(bytes.Count);
            switch (_random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << _random.Next(8)); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, bytes[_random.Next(bytes.Count)]); break;
                case 3: bytes[at] = (byte)"\"\\{}[],:0 -.eE\n\0"[_random.Next(16)]; break;
                default: if (Chance(4)) bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
        return [.. bytes];
    }

    private string Item()
    {
        if (Chance(15)) return Pick(Odd);
        var fields = new List<(string Name, string Value)> { ("product_id", "\"p\""), ("quantity", $"{_random.Next(9)}"), ("price", Price()) };
        if (Chance(2)) fields.Add(("category", "\"c\""));
        return Object(fields);
    }

    private string Object(List<(string Name, string Value)> fields)
    {
        if (Chance(6)) fields.RemoveAt(_random.Next(fields.Count));
        if (fields.Count > 0 && Chance(3)) fields[_random.Next(fields.Count)] = (fields[_random.Next(fields.Count)].Name, Pick(Odd));
        if (Chance(3)) fields.Add((Pick(["unknown", "", "Event_id", "event_ie", "\\ud800", "event\\u005fid"]), Pick(Odd)));
        if (Chance(2)) _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fields));
        var space = Chance(2) ? "" : Pick([" ", "\n\t", "\r\n  "]);
        return space + "{" + space + string.Join(space + "," + space, fields.Select(f => $"\"{f.Name}\"{space}:{space}{f.Value}")) + space + "}" + space;
    }

    private string Price() => Chance(8) ? Pick(Odd) : $"{_random.Next(2000)}.{_random.Next(100):D2}";

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string Pick(string[] of) => of[_random.Next(of.Length)];
}
