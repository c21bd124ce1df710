using AkkaCommerce.Analytics.Panes;

namespace AkkaCommerce.Analytics.Partitions;

/// <summary>The picture of the open panes, for the live window.</summary>
public sealed partial class PartitionAnalysis
{
    private bool _livelier;
    private long _liveVersion;
    private TimeSpan _liveAt = TimeSpan.MinValue;

    /// <summary>The least time from one picture to the next.</summary>
    public static TimeSpan BetweenPictures { get; } = TimeSpan.FromMilliseconds(10);

    /// <summary>What the open panes hold, if that has changed and <see cref="BetweenPictures"/> has passed; else null.</summary>
    public LivePartial? TryComposeLive(TimeSpan now)
    {
        if (!_livelier || IsReplaying || _livePane < 0 || (_liveAt != TimeSpan.MinValue && now - _liveAt < BetweenPictures)) return null;
        (_livelier, _liveAt) = (false, now);
        // Shards may be some panes apart: what lies two windows back or ahead is in nobody's live window.
        var (first, last) = (Math.Max(_open, _livePane - 2 * _grid.Window), _livePane + 2 * _grid.Window);
        var panes = _panes.All.Where(pane => pane.Key >= first && pane.Key <= last).OrderBy(pane => pane.Key).ToArray();
        var distinct = new List<KeyValuePair<long, DistinctUsers>>();
        for (var window = first; window < _livePane + _grid.Window; window++)
            if (_audience.Of(window) is var users && users != default)
                distinct.Add(new(window, users));
        return LivePartial.Compose(Shard, ++_liveVersion, _open, _livePane, panes, distinct, _panes.Names);
    }
}
