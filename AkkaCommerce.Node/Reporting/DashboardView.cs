using AkkaCommerce.Node.Screen;

namespace AkkaCommerce.Node.Reporting;

/// <summary>Figures to a picture of a given size: no state, no clock, no terminal.</summary>
internal static class DashboardView
{
    private const int Gap = 2;

    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Canvas Draw(DashboardFigures figures, int width, int height)
    {
        var canvas = new Canvas(width, height);
        var (plan, screen, from) = (new DashboardPlan(width, height, figures.Tape is not null), Area.Of(canvas), 0);
        foreach (var band in Enum.GetValues<Band>())
        {
            if (plan[band] == 0) continue;
            DrawBand(band, figures, plan, screen.Rows(band == Band.Footer ? height - 1 : from, plan[band]));
            from += plan[band];
        }
        return canvas;
    }

    private static void DrawBand(Band band, DashboardFigures figures, DashboardPlan plan, Area area)
    {
        var boxed = plan.IsBoxed;
        switch (band)
        {
            case Band.Header: DashboardHeader.Draw(area, figures); break;
            case Band.Sales when plan.ColumnCount == 1: SalesPanel.Draw(area, figures, boxed); break;
            case Band.Sales:
                var top = Split(area, boxed, plan.ColumnCount == 2 ? [1, 1] : [4, 4, 3]);
                SalesPanel.Draw(top[0], figures, boxed);
                EventsPanel.Draw(top[1], figures.Window, boxed);
                if (top.Length > 2) EngagementPanel.Draw(top[2], figures.Window, boxed);
                break;
            case Band.Events: EventsPanel.Draw(area, figures.Window, boxed); break;
            case Band.Products when plan.ColumnCount == 1: ProductsPanel.Draw(area, figures.Window, boxed); break;
            case Band.Products:
                var middle = Split(area, boxed, [3, 2]);
                ProductsPanel.Draw(middle[0], figures.Window, boxed);
                DrawBeside(middle[1], figures, plan);
                break;
            case Band.Categories: CategoriesPanel.Draw(area, figures.Window, boxed); break;
            case Band.Engagement: EngagementPanel.Draw(area, figures.Window, boxed); break;
            case Band.Trends: TrendsPanel.Draw(area, figures, boxed); break;
            case Band.Tape: TapePanel.Draw(area, figures, boxed); break;
            case Band.Footer: DashboardHeader.DrawFooter(area, figures); break;
        }
    }

    /// <summary>Beside the products: the categories, and below them, where there is room, engagement.</summary>
    private static void DrawBeside(Area area, DashboardFigures figures, DashboardPlan plan)
    {
        var engagement = EngagementPanel.Pairs + (plan.IsBoxed ? 2 : 1);
        if (plan.ColumnCount > 2 || area.Height < 2 * engagement)
        {
            CategoriesPanel.Draw(area, figures.Window, plan.IsBoxed);
            return;
        }
        CategoriesPanel.Draw(area.Rows(0, area.Height - engagement), figures.Window, plan.IsBoxed);
        EngagementPanel.Draw(area.Rows(area.Height - engagement, engagement), figures.Window, plan.IsBoxed);
    }

    /// <summary>Side by side, by weight; frames touch, rules are apart.</summary>
    private static Area[] Split(Area area, bool boxed, int[] weights)
    {
        var (gap, at, areas) = (boxed ? 0 : Gap, 0, new Area[weights.Length]);
        var room = area.Width - gap * (weights.Length - 1);
        for (var i = 0; i < weights.Length; i++)
        {
            var columns = i == weights.Length - 1 ? area.Width - at : room * weights[i] / weights.Sum();
            areas[i] = area.Columns(at, columns);
            at += columns + gap;
        }
        return areas;
    }
}
