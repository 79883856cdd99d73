namespace EnhancedConversions.Identifiers;

/// <summary>The outcome of bringing an identifier into a network's normal form.</summary>
internal enum NormalFormStatus
{
    /// <summary>The normal form was written.</summary>
    Ok,

    /// <summary>The text is no identifier of that kind.</summary>
    Malformed,

    /// <summary>A phone number without country code.</summary>
    WithoutCountry,
}

/// <summary>A normal form as UTF-8 in the caller's buffer, or why there is none. Holds nothing of the identifier.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Length">Bytes written; 0 unless <see cref="NormalFormStatus.Ok"/>.</param>
/// <param name="Problem">Why there is no normal form, to complete "... is not one: "; null when there is one.</param>
/// <param name="CountryAssumed">True for a phone number whose country code was taken on trust, as no <c>+</c> stood before it.</param>
internal readonly record struct NormalForm(NormalFormStatus Status, int Length, string? Problem = null, bool CountryAssumed = false)
{
    /// <summary>Longest text taken for an identifier, in UTF-16 units. RFC 5321 allows 64 + 1 + 255 for an address.</summary>
    public const int MaximumChars = 320;

    /// <summary>A buffer of this size holds every normal form.</summary>
    public const int MaximumBytes = MaximumChars * 3;

    public static NormalForm Written(int length, bool countryAssumed = false) => new(NormalFormStatus.Ok, length, null, countryAssumed);

    public static NormalForm Malformed(string problem) => new(NormalFormStatus.Malformed, 0, problem);
}
