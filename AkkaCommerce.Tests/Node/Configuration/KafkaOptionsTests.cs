using System.Collections;
using AkkaCommerce.Node.Configuration;

namespace AkkaCommerce.Tests.Node.Configuration;

public sealed class KafkaOptionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("node-kafka-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Properties_are_those_of_the_file_the_environment_and_the_command_line_in_this_order()
    {
        Write(
            """
            akkacommerce {
              log = kafka
              kafka {
                bootstrap = "a:1,b:2"
                topic-prefix = "staging-"
                replication = 2
                properties {
                  security.protocol = SASL_SSL
                  "sasl.mechanism" = PLAIN
                  sasl { username = file, password = file }
                  client.id = file
                }
              }
            }
            """);
        var environment = new Hashtable { ["AKKACOMMERCE__KAFKA__PROPERTIES__SASL__PASSWORD"] = "p@ss", ["AKKACOMMERCE__KAFKA__PROPERTIES__CLIENT__ID"] = "environment" };

        var options = Load(environment, ("kafka.properties.client.id", "line"), ("kafka.bootstrap", "c:3"));

        (options.Bootstrap, options.TopicPrefix, options.Replication).ShouldBe(("c:3", "staging-", 2));
        options.Properties.OrderBy(property => property.Key).ShouldBe(new Dictionary<string, string>
        {
            ["client.id"] = "line",
            ["sasl.mechanism"] = "PLAIN",
            ["sasl.password"] = "p@ss",
            ["sasl.username"] = "file",
            ["security.protocol"] = "SASL_SSL",
        });
    }

    [Fact]
    public void A_secret_is_read_from_a_file_without_its_last_line_end()
    {
        var path = Path.Combine(_folder, "secret");
        File.WriteAllText(path, "hunter=2\n");
        Write($"akkacommerce {{ log = kafka, kafka {{ bootstrap = \"a:1\", properties {{ sasl.password = \"file:{path}\" }} }} }}");

        Load([]).Properties["sasl.password"].ShouldBe("hunter=2");
    }

    [Fact]
    public void A_property_that_does_not_fit_is_named_with_its_place_and_without_its_value()
    {
        Write("akkacommerce { log = kafka, kafka { bootstrap = \"a:1\", properties { sasl.mechanisms = hunter2, enable.sparse.connections = hunter2 } } }");

        Should.Throw<ConfigurationException>(() => Load([])).Message
            .ShouldBe("hocon/akkacommerce.conf:1: akkacommerce.kafka.properties.enable.sparse.connections: has a value that librdkafka does not take");
    }

    private KafkaOptions Load(Hashtable environment, params (string Path, string Value)[] given)
    {
        var settings = Settings.Load(given.ToDictionary(one => one.Path, one => (one.Value, "--given")), environment, null, _folder);
        return ProgramOptions.Read(settings).Kafka!;
    }

    private void Write(string hocon)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "hocon"));
        File.WriteAllText(Path.Combine(_folder, "hocon", "akkacommerce.conf"), hocon);
    }
}
