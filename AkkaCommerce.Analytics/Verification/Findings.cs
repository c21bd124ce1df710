namespace AkkaCommerce.Analytics.Verification;

/// <summary>Gathers what a verification finds, the first ones as text.</summary>
internal sealed class Findings
{
    private readonly List<string> _texts = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<string> Texts => _texts;
    public IReadOnlyList<string> Notes => _notes;
    public long Lost { get; private set; }
    public long Doubled { get; private set; }
    public long Differences { get; private set; }

    public void Differs(string text)
    {
        Differences++;
        Tell(text);
    }

    public void IsLost(long count, string text)
    {
        Lost += count;
        Tell(text);
    }

    public void IsDoubled(long count, string text)
    {
        Doubled += count;
        Tell(text);
    }

    public void Note(string text) => _notes.Add(text);

    private void Tell(string text)
    {
        if (_texts.Count < VerificationReport.MostFindings) _texts.Add(text);
    }
}
