using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Core.Tests.Ledger;
using EnhancedConversions.Ledger;
using EnhancedConversions.Networks;

namespace EnhancedConversions.Core.Tests.Catalogue;

/// <summary>What the catalogue promises in every kind of ledger.</summary>
public abstract class CatalogueContractTests
{
    private const string Other = "9998887776";

    private readonly FixedClock _clock = FixedClock.Noon();
    private readonly ActionsNetwork _network = new();

    internal abstract LedgerLocation Location { get; }

    private ConversionAccount Account => _network.Account(Location, _clock);

    [SkippableFact]
    public async Task The_first_sync_adds_all_and_the_next_one_finds_nothing_new()
    {
        _network.Add("1", "Signed contract");
        _network.Add("2", "Lead");
        var changes = await ActionCatalogue.SyncAsync(Account, default);
        Assert.Equal([("Lead", CatalogueChangeKind.Added), ("Signed contract", CatalogueChangeKind.Added)], changes.Select(c => (c.Name, c.Change)));
        Assert.All(changes, c => Assert.Empty(c.Settings));
        Assert.Empty(await ActionCatalogue.SyncAsync(Account, default));
    }

    [SkippableFact]
    public async Task What_changed_is_told_from_and_to()
    {
        _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        _network.Change("1", a => a with { Name = "Qualified lead", ClickThroughWindowDays = 60, Value = null, Primary = false });
        _clock.Advance(TimeSpan.FromDays(1));
        var change = Assert.Single(await ActionCatalogue.SyncAsync(Account, default));
        Assert.Equal((CatalogueChangeKind.Changed, "1", "Qualified lead", _clock.GetUtcNow()), (change.Change, change.ActionId, change.Name, change.SyncedAt));
        Assert.Equal(
            ["Name: Lead -> Qualified lead", "Primary: True -> False", "Value: 12.50 -> (none)", "ClickThroughWindowDays: 30 -> 60"],
            change.Settings.Select(s => s.ToString()));
        Assert.Equal((30, 60), (change.Settings[3].From, change.Settings[3].To));
    }

    [SkippableFact]
    public async Task An_equal_value_with_other_digits_is_no_change()
    {
        _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        _network.Change("1", a => a with { Value = 12.5m });
        Assert.Empty(await ActionCatalogue.SyncAsync(Account, default));
    }

    [SkippableFact]
    public async Task An_action_that_is_gone_is_told_once_and_keeps_its_name_for_reports_of_the_past()
    {
        _network.Add("1", "Lead");
        _network.Add("2", "Contract");
        await ActionCatalogue.SyncAsync(Account, default);
        await ActionCatalogue.SetDisplayAsync(Account, "1", "Requests", null, default);
        _network.Actions.RemoveAt(0);
        var change = Assert.Single(await ActionCatalogue.SyncAsync(Account, default));
        Assert.Equal((CatalogueChangeKind.Removed, "Lead", 30), (change.Change, change.Name, change.Action.ClickThroughWindowDays));
        Assert.Empty(await ActionCatalogue.SyncAsync(Account, default));
        Assert.Equal(["Contract"], (await ActionCatalogue.GetActionsAsync(Account, default)).Select(a => a.Name));
        Assert.Equal("Requests", (await ActionCatalogue.GetLabelsAsync([Account], default)).Find(AdNetwork.GoogleAds, "1234567890", "1")!.ShownName);

        _network.Add("1", "Lead");
        Assert.Equal(CatalogueChangeKind.Added, Assert.Single(await ActionCatalogue.SyncAsync(Account, default)).Change);
        Assert.Contains("Requests", (await ActionCatalogue.GetActionsAsync(Account, default)).Select(a => a.DisplayName));
    }

    [SkippableFact]
    public async Task The_actions_are_there_without_the_network_with_their_settings_and_their_age()
    {
        var action = _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        var synced = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromHours(30));
        var cached = Assert.Single(await ActionCatalogue.GetActionsAsync(Account, default));
        Assert.Equal(action with { IsHidden = false, SyncedAt = synced, CacheAge = TimeSpan.FromHours(30) }, cached);
        Assert.Equal(1, _network.Asked);
    }

    [SkippableFact]
    public async Task An_account_that_was_never_synced_is_told_apart_from_one_without_actions()
    {
        Assert.Null(await ActionCatalogue.FindActionsAsync(Account, default));
        Assert.Equal("ActionsNotSynced", (await Assert.ThrowsAsync<ConversionException>(() => ActionCatalogue.GetActionsAsync(Account, default))).ErrorId);
        await ActionCatalogue.SyncAsync(Account, default);
        Assert.Empty(await ActionCatalogue.GetActionsAsync(Account, default));
        Assert.Null(await ActionCatalogue.FindActionsAsync(_network.Account(Location, _clock, Other), default));
    }

    [SkippableFact]
    public async Task Two_accounts_with_the_same_conversion_name_stay_apart()
    {
        _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        var second = new ActionsNetwork();
        second.Add("1", "Lead", Other);
        var other = second.Account(Location, _clock, Other);
        Assert.Equal(CatalogueChangeKind.Added, Assert.Single(await ActionCatalogue.SyncAsync(other, default)).Change);
        await ActionCatalogue.SetDisplayAsync(other, "1", "Lead (shop)", true, default);

        var labels = await ActionCatalogue.GetLabelsAsync([Account, other], default);
        Assert.Equal(new ActionLabel("Lead", null, false), labels.Find(AdNetwork.GoogleAds, "1234567890", "1"));
        Assert.Equal(new ActionLabel("Lead", "Lead (shop)", true), labels.Find(AdNetwork.GoogleAds, Other, "1"));
        Assert.Null(labels.Find(AdNetwork.MicrosoftAdvertising, Other, "1"));
        Assert.Empty(await ActionCatalogue.SyncAsync(Account, default));
        Assert.Equal([("1234567890", "Demo 1234567890"), (Other, "Demo " + Other)], (await ActionCatalogue.GetAccountsAsync(Location, default)).Select(a => (a.AccountId, a.Name!)));
        Assert.Equal(2, (await ActionCatalogue.GetActionsAsync(Location, default)).Count);
    }

    [SkippableFact]
    public async Task A_display_name_is_one_actions_alone()
    {
        _network.Add("1", "Lead");
        _network.Add("2", "Contract");
        await ActionCatalogue.SyncAsync(Account, default);
        Assert.Equal("DisplayNameTaken", (await FailsAsync("1", "contract")).ErrorId);
        await ActionCatalogue.SetDisplayAsync(Account, "2", "Sales", null, default);
        Assert.Equal("DisplayNameTaken", (await FailsAsync("1", "SALES")).ErrorId);

        // The other action goes by another name now, so its own is free.
        Assert.Equal("Contract", (await ActionCatalogue.SetDisplayAsync(Account, "1", " Contract ", null, default)).DisplayName);
        Assert.Null((await ActionCatalogue.SetDisplayAsync(Account, "1", "", null, default)).DisplayName);
    }

    [SkippableTheory]
    [InlineData("two\nlines")]
    [InlineData("bell\a")]
    [InlineData("a name that is a good deal longer than any heading of a report has room for, by a few words or even more")]
    public async Task A_display_name_that_would_break_a_report_is_refused(string name)
    {
        _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        Assert.Equal("DisplayNameInvalid", (await FailsAsync("1", name)).ErrorId);
    }

    [SkippableFact]
    public async Task Name_and_hidden_are_set_one_without_the_other_and_outlive_a_sync()
    {
        _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        await ActionCatalogue.SetDisplayAsync(Account, "1", "Requests", null, default);
        await ActionCatalogue.SetDisplayAsync(Account, "1", null, true, default);
        _network.Change("1", a => a with { Category = "CONTACT" });
        await ActionCatalogue.SyncAsync(Account, default);
        var action = Assert.Single(await ActionCatalogue.GetActionsAsync(Account, default));
        Assert.Equal(("Requests", true, "CONTACT"), (action.DisplayName, action.IsHidden, action.Category));
        Assert.Equal("ActionNotInCatalogue", (await FailsAsync("7", "x")).ErrorId);
    }

    [SkippableFact]
    public async Task A_sync_that_was_overtaken_asks_again_instead_of_putting_back_what_is_old()
    {
        _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        IReadOnlyList<CatalogueChange> faster = [];
        _network.WhileReading = async number =>
        {
            // The second request is the one that is overtaken: it has read, and another sync reads and writes.
            if (number == 2)
            {
                _network.Add("2", "Contract");
                faster = await ActionCatalogue.SyncAsync(Account, default);
            }
        };
        var slower = await ActionCatalogue.SyncAsync(Account, default);
        Assert.Equal("2", Assert.Single(faster).ActionId);
        Assert.Empty(slower);
        Assert.Equal(4, _network.Asked);
        Assert.Equal(2, (await ActionCatalogue.GetActionsAsync(Account, default)).Count);
    }

    [SkippableFact]
    public async Task A_sync_that_is_always_overtaken_says_so()
    {
        _network.Add("1", "Lead");
        var depth = 0;
        _network.WhileReading = async _ =>
        {
            if (depth++ == 0)
            {
                await ActionCatalogue.SyncAsync(Account, default);
                depth = 0;
            }
        };
        Assert.Equal("CatalogueBusy", (await Assert.ThrowsAsync<ConversionException>(() => ActionCatalogue.SyncAsync(Account, default))).ErrorId);
        Assert.Single(await ActionCatalogue.GetActionsAsync(Account, default));
    }

    [SkippableFact]
    public async Task Many_syncs_at_once_tell_each_change_once()
    {
        for (var i = 0; i < 40; i++)
        {
            _network.Add($"{i}", $"Action {i}");
        }

        var told = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ActionCatalogue.SyncAsync(Account, default))));
        Assert.Equal(40, told.Sum(t => t.Count));
        Assert.Equal(40, (await ActionCatalogue.GetActionsAsync(Account, default)).Count);
    }

    [SkippableFact]
    public async Task A_sync_that_breaks_off_in_the_middle_leaves_the_catalogue_whole()
    {
        _network.Add("1", "Lead");
        _network.Add("2", "Contract");
        await ActionCatalogue.SyncAsync(Account, default);
        var before = await ActionCatalogue.GetActionsAsync(Account, default);
        await using (var ledger = await UploadLedger.OpenAsync(Location, _clock, default))
        {
            var rows = new[] { Row("1"), Row("3"), null! };
            await Assert.ThrowsAsync<NullReferenceException>(() => ledger.ReplaceCatalogueAsync(new CatalogueAccount(AdNetwork.GoogleAds, "1234567890", null, 1, _clock.GetUtcNow()), rows, default));
        }

        Assert.Equal(before, await ActionCatalogue.GetActionsAsync(Account, default));
        Assert.Empty(await ActionCatalogue.SyncAsync(Account, default));

        CatalogueRow Row(string id) => new(AdNetwork.GoogleAds, "1234567890", id, "Half", "{}", false, null, false, _clock.GetUtcNow());
    }

    [SkippableFact]
    public async Task A_network_that_cannot_be_asked_leaves_the_catalogue_whole()
    {
        _network.Add("1", "Lead");
        await ActionCatalogue.SyncAsync(Account, default);
        _network.WhileReading = _ => throw new ConversionException("Unreachable", ErrorKind.Connection, "No answer.", "Wait.");
        await Assert.ThrowsAsync<ConversionException>(() => ActionCatalogue.SyncAsync(Account, default));
        Assert.Single(await ActionCatalogue.GetActionsAsync(Account, default));
    }

    [SkippableFact]
    public async Task Actions_of_another_version_are_read_anew_and_not_taken_for_changes()
    {
        _network.Add("1", "Lead");
        _network.Add("2", "Contract");
        await ActionCatalogue.SyncAsync(Account, default);
        await using (var ledger = await UploadLedger.OpenAsync(Location, _clock, default))
        {
            // One from a version that knew no categories, one from a version that knows a status this one does not.
            var rows = (await ledger.GetCatalogueAsync(default)).ConvertAll(r => r with
            {
                Settings = r.Id == "1" ? r.Settings.Replace("\"Category\":\"QUALIFIED_LEAD\",", "", StringComparison.Ordinal) : r.Settings.Replace("\"Enabled\"", "\"Archived\"", StringComparison.Ordinal),
            });
            Assert.NotNull(await ledger.ReplaceCatalogueAsync(new CatalogueAccount(AdNetwork.GoogleAds, "1234567890", null, 1, _clock.GetUtcNow()), rows, default));
        }

        Assert.Equal("CatalogueUnreadable", (await Assert.ThrowsAsync<ConversionException>(() => ActionCatalogue.GetActionsAsync(Account, default))).ErrorId);
        Assert.Empty(await ActionCatalogue.SyncAsync(Account, default));
        Assert.Equal(["QUALIFIED_LEAD", "QUALIFIED_LEAD"], (await ActionCatalogue.GetActionsAsync(Account, default)).Select(a => a.Category));
    }

    private Task<ConversionException> FailsAsync(string id, string name) =>
        Assert.ThrowsAsync<ConversionException>(() => ActionCatalogue.SetDisplayAsync(Account, id, name, null, default));
}

public sealed class SqliteCatalogueTests : CatalogueContractTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal override LedgerLocation Location => LedgerLocation.Parse(_folder.PathOf("ledger.db"));

    public void Dispose() => _folder.Dispose();
}

[Collection(PostgresServer.Collection)]
public sealed class PostgresCatalogueTests : CatalogueContractTests
{
    public PostgresCatalogueTests(PostgresServer server)
    {
        Skip.If(server.Reason is not null, server.Reason);
        Location = LedgerLocation.Parse(server.NewLedger());
    }

    internal override LedgerLocation Location { get; }
}
