using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AkkaCommerce.Node.Reporting;

/// <summary>A renderable as the lines of a screen, never more than fit.</summary>
internal static class Frame
{
    public static string[] Lines(IRenderable picture, int width, int height, bool colours)
    {
        var text = new StringBuilder();
        using var writer = new StringWriter(text);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.EightBit : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Height = height;
        console.Profile.Capabilities.Unicode = true;
        console.Write(picture);
        var lines = text.ToString().TrimEnd('\n').Split('\n');
        return lines.Length <= height ? lines : lines[..height];
    }
}
