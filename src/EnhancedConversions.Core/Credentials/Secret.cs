namespace EnhancedConversions.Credentials;

/// <summary>A token, key or password. No property holds it and <see cref="ToString"/> does not show it.</summary>
/// <param name="value">The secret text.</param>
public sealed class Secret(string value)
{
    private readonly string _value = value;

    /// <summary>The secret itself. Call it only where it goes onto the wire.</summary>
    public string Reveal() => _value;

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}
