using System.Globalization;

namespace EnhancedConversions.ExampleData;

/// <summary>One row of an example file.</summary>
internal sealed record Lead
{
    public required int Row { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public required string Name { get; init; }

    /// <summary>The time's text; null stands for a date cell of <see cref="Local"/>.</summary>
    public string? Time { get; init; }

    public DateTime Local { get; init; }

    public decimal? Value { get; init; }

    public string? Currency { get; init; }

    public string? AdUserData { get; init; }

    public string? AdPersonalization { get; init; }

    public string? OrderId { get; init; }

    /// <summary>What is wrong with the row, for the reader of the examples; null for a good one.</summary>
    public string? Flaw { get; init; }

    /// <summary>Code of the finding the flaw leads to.</summary>
    public string? Code { get; init; }

    public const string Header = "Email,Phone Number,Conversion Name,Conversion Time,Conversion Value,Conversion Currency,Ad User Data,Ad Personalization,Order ID";

    /// <summary>The cells of the Google template.</summary>
    public IReadOnlyList<object?> TemplateCells => [Email, Phone, Name, Time ?? (object)Local, Value, Currency, AdUserData, AdPersonalization];

    /// <summary>The line of a CRM's export; no cell holds a comma.</summary>
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Email},{Phone},{Name},{Time},{Value},{Currency},{AdUserData},{AdPersonalization},{OrderId}");
}
