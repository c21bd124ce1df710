using AkkaCommerce.Ingestion.Kafka;
using AkkaCommerce.Tests.Ingestion.Log;
using Microsoft.Extensions.Time.Testing;

namespace AkkaCommerce.Tests.Ingestion.Kafka;

public sealed class KafkaHealthTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SaidLines _said = new();

    [Fact]
    public void That_Kafka_is_away_and_that_it_is_back_is_said_once_each()
    {
        var health = new KafkaHealth("a:1", _time, _said);
        health.Worked(_time.GetTimestamp());
        health.Failed("refused");
        _time.Advance(TimeSpan.FromSeconds(5));
        health.Failed("timed out");
        health.Reason.ShouldBe("refused");
        health.Worked(_time.GetTimestamp());
        health.Reason.ShouldBeNull();
        health.Worked(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromMinutes(1));

        _said.Lines.ShouldBe(
        [
            "Warning Kafka at a:1 does not answer (refused): what needs it waits, and goes on when it is back",
            "Information Kafka at a:1 answers again, after 5 s",
        ]);
    }

    [Fact]
    public void While_a_lost_brokers_partitions_move_it_is_one_outage_until_all_that_is_asked_is_answered_for_a_while()
    {
        var health = new KafkaHealth("a:1", _time, _said);
        for (var times = 0; times < 4; times++)
        {
            health.Failed("refused");
            health.Reason.ShouldBe("refused");
            _time.Advance(TimeSpan.FromMilliseconds(300));
            health.Worked(_time.GetTimestamp());
            health.Reason.ShouldBeNull();
            _time.Advance(TimeSpan.FromMilliseconds(1500));
        }
        _said.Lines.ShouldBe(["Warning Kafka at a:1 does not answer (refused): what needs it waits, and goes on when it is back"]);

        _time.Advance(TimeSpan.FromMilliseconds(500));

        _said.Lines.Skip(1).ShouldBe(["Information Kafka at a:1 answers again, after 5 s"]);
    }

    [Fact]
    public void An_outage_after_one_that_is_over_is_said_anew()
    {
        var health = new KafkaHealth("a:1", _time, _said);
        health.Failed("refused");
        health.Worked(_time.GetTimestamp());
        _time.Advance(TimeSpan.FromSeconds(2));

        health.Failed("timed out");

        _said.Lines.Count.ShouldBe(3);
        _said.Lines[^1].ShouldContain("does not answer (timed out)");
    }

    [Fact]
    public void An_answer_to_what_was_asked_before_it_failed_does_not_make_it_well()
    {
        var health = new KafkaHealth("a:1", _time, _said);
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(1));
        health.Failed("refused");
        health.Worked(asked);

        health.Reason.ShouldBe("refused");
        _said.Lines.Count.ShouldBe(1);
    }
}
