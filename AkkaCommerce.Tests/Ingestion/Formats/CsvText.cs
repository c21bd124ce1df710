using System.Text;

namespace AkkaCommerce.Tests.Ingestion.Formats;

/// <summary>A plain reader of RFC 4180.</summary>
internal static class CsvText
{
    public static List<string[]> Rows(string text)
    {
        var (rows, row, field) = (new List<string[]>(), new List<string>(), new StringBuilder());
        for (var at = 0; at < text.Length;)
        {
            if (field.Length == 0 && text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    if (text[at] == '"') at++;
                    field.Append(text[at]);
                }
                at++;
            }
            while (text[at] is not (',' or '\r'))
            {
                text[at].ShouldNotBe('"');
                field.Append(text[at++]);
            }
            row.Add(field.ToString());
            field.Clear();
            if (text[at++] == ',') continue;
            text[at++].ShouldBe('\n');
            rows.Add([.. row]);
            row.Clear();
        }
        row.ShouldBeEmpty();
        return rows;
    }
}
