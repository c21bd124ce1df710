namespace AkkaCommerce.Node.Configuration.Files;

/// <summary>What is wrong in files of settings, for one who wants to hear all of it; else the first is thrown.</summary>
/// <param name="areGathered">Whether reading goes on behind what is wrong.</param>
internal sealed class ConfigurationProblems(bool areGathered)
{
    private readonly List<string> _lines = [];
    private readonly HashSet<string> _broken = [];

    public bool AreGathered { get; } = areGathered;

    /// <summary>A line each, as they were found.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Whether a bracket or quotes are not closed: which key is below which can then not be said.</summary>
    public bool HideStructure => _broken.Count > 0;

    /// <exception cref="ConfigurationException">Nobody gathers them.</exception>
    public void Add(ConfigurationException problem)
    {
        if (!AreGathered) throw problem;
        if (!_lines.Contains(problem.Message)) _lines.Add(problem.Message);
    }

    /// <summary>Takes a bracket without its other one: of a file the first, for those that follow may come of it.</summary>
    /// <exception cref="ConfigurationException">Nobody gathers them.</exception>
    public void AddBracket(Origin origin, string problem)
    {
        if (!AreGathered || _broken.Add(origin.File)) Add(origin.Wrong(problem));
    }
}
