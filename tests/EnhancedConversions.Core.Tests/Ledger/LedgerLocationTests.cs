using EnhancedConversions.Credentials;
using EnhancedConversions.Ledger;
using Npgsql;

namespace EnhancedConversions.Core.Tests.Ledger;

public sealed class LedgerLocationTests
{
    [Theory]
    [InlineData("ledger.db")]
    [InlineData("/var/lib/ledger.db")]
    [InlineData(@"C:\Data\Host\ledger=1.db")]
    [InlineData("./Host=db.example.com")]
    [InlineData("localhost")]
    public void A_path_is_a_file(string text)
    {
        var location = LedgerLocation.Parse(text);
        Assert.False(location.IsDatabase);
        Assert.Equal(text, location.ToString());
    }

    [Theory]
    [InlineData("Host=db.example.com;Database=ads;Username=worker", "db.example.com", 5432, "ads")]
    [InlineData(" server = db.example.com ; port=6432; Username=worker;Database=ads", "db.example.com", 6432, "ads")]
    [InlineData("Username=worker;Host=db.example.com", "db.example.com", 5432, "worker")]
    [InlineData("postgres://worker@db.example.com/ads", "db.example.com", 5432, "ads")]
    [InlineData("postgresql://worker:pass%20word@db.example.com:6432/a%64s?application_name=x&connect_timeout=3", "db.example.com", 6432, "ads")]
    [InlineData("POSTGRES://db.example.com/ads?user=worker", "db.example.com", 5432, "ads")]
    public void A_database_is_known_by_its_host_or_scheme(string text, string host, int port, string database)
    {
        var location = LedgerLocation.Parse(text);
        Assert.True(location.IsDatabase);
        var connection = new NpgsqlConnectionStringBuilder(location.RevealConnection());
        Assert.Equal((host, port, "worker"), (connection.Host, connection.Port, connection.Username));
        Assert.Equal($"postgres://{host}:{port}/{database}", location.ToString());
        Assert.Equal(LedgerLocation.DefaultSchema, location.Schema);
    }

    [Theory]
    [InlineData("Host=db.example.com", SslMode.VerifyFull)]
    [InlineData("Host=10.0.0.7", SslMode.VerifyFull)]
    [InlineData("Host=localhost.example.com", SslMode.VerifyFull)]
    [InlineData("Host=localhost,db.example.com", SslMode.VerifyFull)]
    [InlineData("postgres://u@db.example.com/d", SslMode.VerifyFull)]
    [InlineData("Host=db.example.com;SSL Mode=Require", SslMode.Require)]
    [InlineData("Host=db.example.com;sslmode=Disable", SslMode.Disable)]
    [InlineData("postgres://u@db.example.com/d?sslmode=verify-ca", SslMode.VerifyCA)]
    [InlineData("postgres://u@db.example.com/d?sslmode=disable", SslMode.Disable)]
    [InlineData("Host=localhost", SslMode.Prefer)]
    [InlineData("Host=127.0.0.1", SslMode.Prefer)]
    [InlineData("Host=::1", SslMode.Prefer)]
    [InlineData("postgres://u@[::1]:5433/d", SslMode.Prefer)]
    [InlineData("Host=/var/run/postgresql", SslMode.Prefer)]
    [InlineData("postgres:///d?host=/var/run/postgresql", SslMode.Prefer)]
    [InlineData("Host=localhost;SSL Mode=VerifyFull", SslMode.VerifyFull)]
    public void TLS_with_a_verified_certificate_is_used_unless_the_server_is_this_machine_or_the_text_says_otherwise(string text, SslMode mode) =>
        Assert.Equal(mode, new NpgsqlConnectionStringBuilder(LedgerLocation.Parse(text).RevealConnection()).SslMode);

    [Fact]
    public void A_password_given_separately_goes_before_one_in_the_text()
    {
        var location = LedgerLocation.Parse("postgres://u:in-text@db.example.com/d", new Secret("separate;'\""));
        Assert.Equal("separate;'\"", new NpgsqlConnectionStringBuilder(location.RevealConnection()).Password);
        Assert.Equal("postgres://db.example.com:5432/d", location.ToString());
        Assert.Equal("in-text", new NpgsqlConnectionStringBuilder(LedgerLocation.Parse("postgres://u:in-text@db.example.com/d").RevealConnection()).Password);
    }

    [Theory]
    [InlineData("Host=db.example.com;Password=hunter2;Colour=blue")]
    [InlineData("Host=db.example.com;Password=hunter2;Port=many")]
    [InlineData("postgres://u:hunter2@db.example.com/d?colour=blue")]
    [InlineData("postgres://u:hunter2@db.example.com:many/d")]
    [InlineData("postgres://u:hunter2@db.example.com/d?sslmode=perhaps")]
    public void What_cannot_be_read_is_said_without_the_text(string text)
    {
        var error = Assert.Throws<ConversionException>(() => LedgerLocation.Parse(text));
        Assert.Equal(("LedgerLocationUnreadable", ErrorKind.InvalidInput), (error.ErrorId, error.Kind));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_can_be_named() =>
        Assert.Equal("my ledger", LedgerLocation.Parse("Host=localhost;Search Path='\"my ledger\",public'").Schema);
}
