using System.Runtime.InteropServices;
using EnhancedConversions.Catalogue;
using EnhancedConversions.Conversions;
using EnhancedConversions.Files;
using EnhancedConversions.Ledger;
using EnhancedConversions.Messages;
using EnhancedConversions.Networks;
using EnhancedConversions.Uploads;

namespace EnhancedConversions.Validation;

/// <summary>Tests a file: reads it whole and applies every rule; with accounts, also what only they know. Nothing is sent or recorded.</summary>
public static class ConversionFileTest
{
    // A ledger may be a database on another machine: it is asked for many rows at once.
    private const int LedgerRows = 1000;

    /// <summary>Whether an error of a test says that the file cannot be sent; else it is about an account, a network or the file of bad rows.</summary>
    /// <param name="exception">The error.</param>
    public static bool IsVerdict(ConversionException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.Kind is ErrorKind.InvalidInput or ErrorKind.NotFound && exception.ErrorId != CatalogueErrors.NotSyncedId && !FileErrors.IsOfTarget(exception);
    }

    /// <summary>Tests one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="networks">The networks to test for; empty means those of the accounts, or both when there are none.</param>
    /// <param name="accounts">Accounts whose actions, zone and ledger are taken into account, as far as their network is tested for; empty makes no request.</param>
    /// <param name="clock">The clock ages are measured by; null uses the account's, else the system's.</param>
    /// <param name="cancellationToken">Cancels the test.</param>
    /// <param name="fixFile">Where the rows with errors are written, to be corrected; null writes none.</param>
    /// <param name="cached">True takes the accounts' actions from the catalogue and makes no request.</param>
    /// <exception cref="ConversionException">The file cannot be read, an account cannot be asked, or was never synced.</exception>
    public static async Task<ConversionFileReport> RunAsync(
        string path,
        ConversionFileOptions options,
        IReadOnlyList<AdNetwork> networks,
        IReadOnlyList<ConversionAccount> accounts,
        TimeProvider? clock,
        CancellationToken cancellationToken,
        FixFileOptions? fixFile = null,
        bool cached = false)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(accounts);
        using var file = ConversionFile.Open(path, options);
        using var fix = fixFile is null ? null : new FixFile(fixFile, file, options.Culture);
        var targets = new List<Target>();
        try
        {
            var tested = networks.Count > 0 ? networks : accounts.Count > 0 ? [.. accounts.Select(a => a.Network)] : Enum.GetValues<AdNetwork>();
            foreach (var network in tested.Distinct())
            {
                var before = targets.Count;
                foreach (var account in accounts.Where(a => a.Network == network))
                {
                    targets.Add(await Target.ForAsync(account, clock, cached, cancellationToken).ConfigureAwait(false));
                }

                if (targets.Count == before)
                {
                    targets.Add(new Target(network, null, new RowRules(network, null, null, clock ?? TimeProvider.System), null));
                }
            }

            return await RunAsync(file, targets, fix, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var ledger in targets.Select(t => t.Ledger).OfType<UploadLedger>())
            {
                await ledger.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<ConversionFileReport> RunAsync(ConversionFile file, List<Target> targets, FixFile? fix, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        foreach (var finding in file.HeaderFindings)
        {
            tally.Add(finding);
        }

        var (rows, valid) = (0, 0);
        var columns = new[] { new HashMix(ConversionHeaders.NameOf(ConversionField.Email)), new HashMix(ConversionHeaders.NameOf(ConversionField.PhoneNumber)) };
        foreach (var row in file.ReadRows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows++;
            tally.RowErrors.Clear();
            foreach (var target in targets)
            {
                await target.Rules.PrepareAsync(row, cancellationToken).ConfigureAwait(false);
            }

            Check(row, targets, tally);
            if (tally.RowErrors.Count > 0)
            {
                fix?.Add(tally.RowErrors, row.Source.Row);
            }
            else
            {
                valid++;
            }

            foreach (var target in targets)
            {
                await target.AskLedgerAsync(tally, LedgerRows, cancellationToken).ConfigureAwait(false);
            }

            columns[0].See(row.Email, row.Source);
            columns[1].See(row.PhoneNumber, row.Source);
        }

        foreach (var target in targets)
        {
            await target.AskLedgerAsync(tally, 1, cancellationToken).ConfigureAwait(false);
        }

        foreach (var column in columns.Where(c => c.IsMixed))
        {
            tally.Add(Findings.Make(FindingCode.MixedHashedAndPlain, column.Turn!, column.Name));
        }

        fix?.Complete();
        return new ConversionFileReport
        {
            FixFile = fix?.Path,
            Path = file.Path,
            Sheet = file.Sheet,
            ChecksNames = targets.TrueForAll(t => t.HasAccount),
            Networks = targets.Select(t => t.Network).Distinct().ToArray(),
            Rows = rows,
            ValidRows = valid,
            Counts = tally.Counts,
            Findings = tally.Kept,
        };
    }

    private static void Check(OfflineConversion row, List<Target> targets, Tally tally)
    {
        foreach (var finding in row.Findings)
        {
            tally.Add(finding);
        }

        var checks = targets.ConvertAll(t => t.Rules.Check(row));
        int? first = null;
        for (var i = 0; i < targets.Count; i++)
        {
            foreach (var finding in checks[i].Findings.Skip(row.Findings.Count))
            {
                // What every network says alike is said once, as a finding of the row.
                var everywhere = finding with { Network = null };
                var alike = checks.Count > 1 && checks.TrueForAll(c => c.Findings.Any(f => f with { Network = null } == everywhere));
                if (!alike || i == 0)
                {
                    tally.Add(alike ? everywhere : finding);
                }
            }

            if (checks[i].Hashed is { } hashed)
            {
                var earlier = targets[i].LookBack(hashed);
                first ??= earlier;
            }
        }

        // Said once, whichever network has met the conversion before.
        if (first is not null)
        {
            tally.Add(Findings.Make(FindingCode.DuplicateInFile, row.Source, null, first));
        }
    }

    /// <summary>What a file is tested for: a network, or an account of one.</summary>
    private sealed class Target(AdNetwork network, ConversionAccount? account, RowRules rules, UploadLedger? ledger)
    {
        private readonly Dictionary<RowKey, int> _seen = [];
        private readonly List<(RowSource Source, LedgerRow Row)> _unasked = [];

        public AdNetwork Network => network;

        public RowRules Rules => rules;

        public UploadLedger? Ledger => ledger;

        public bool HasAccount => account is not null;

        public static async Task<Target> ForAsync(ConversionAccount account, TimeProvider? clock, bool cached, CancellationToken cancellationToken)
        {
            clock ??= account.GetClock();
            var actions = await (cached ? ActionCatalogue.GetActionsAsync(account, cancellationToken) : account.GetNetwork().GetActionsAsync(cancellationToken)).ConfigureAwait(false);
            return new Target(account.Network, account, new RowRules(account.Network, account.TimeZone, actions, clock) { Account = cached ? null : account.GetNetwork() }, await UploadLedger.OpenExistingAsync(account.GetLedger(), clock, cancellationToken).ConfigureAwait(false));
        }

        /// <summary>Gives the earlier row of the same conversion, null when there is none, and notes the conversion to be looked for in the ledger.</summary>
        public int? LookBack(HashedConversion row)
        {
            var key = RowKey.Of(row, account?.AccountId ?? "");
            if (ledger is not null)
            {
                _unasked.Add((row.Source, new LedgerRow(row, key)));
            }

            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, key, out var repeated);
            if (repeated)
            {
                return first;
            }

            first = row.Source.Row;
            return null;
        }

        /// <summary>Asks the ledger for the rows met since the last time, once there are enough of them.</summary>
        public async Task AskLedgerAsync(Tally tally, int enough, CancellationToken cancellationToken)
        {
            if (_unasked.Count < enough)
            {
                return;
            }

            var answers = await ledger!.FindAsync(_unasked.ConvertAll(u => u.Row), cancellationToken).ConfigureAwait(false);
            foreach (var (before, source) in answers.Zip(_unasked.Select(u => u.Source)).Where(a => a.First is { Granted: false, State: LedgerState.Accepted }))
            {
                var code = before.SameValue ? FindingCode.AlreadySent : FindingCode.AlreadySentWithDifferentValue;
                tally.Add(Findings.Make(code, source, null, UtcText.ToMinute(before.At)) with { Network = network });
            }

            _unasked.Clear();
        }
    }

    /// <summary>Counts every finding and keeps the first of each code.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<FindingCode, int> _counts = [];

        public List<Finding> Kept { get; } = [];

        /// <summary>The errors of the current row.</summary>
        public List<Finding> RowErrors { get; } = [];

        public IReadOnlyList<FindingCount> Counts =>
            _counts.Select(c => new FindingCount(c.Key, Findings.All[c.Key].Severity, c.Value)).OrderByDescending(c => c.Severity).ThenByDescending(c => c.Count).ThenBy(c => c.Code).ToArray();

        public void Add(Finding finding)
        {
            if (finding.Severity == FindingSeverity.Error)
            {
                RowErrors.Add(finding);
            }

            var count = ++CollectionsMarshal.GetValueRefOrAddDefault(_counts, finding.Code, out _);
            if (count <= ConversionFileReport.MaximumFindingsPerCode)
            {
                Kept.Add(finding);
            }
        }
    }

    /// <summary>Notices a column that changes from plain to hashed values or back.</summary>
    private sealed class HashMix(string name)
    {
        private bool? _hashed;

        public string Name => name;

        public bool IsMixed => Turn is not null;

        /// <summary>The first row that differs from the ones before it.</summary>
        public RowSource? Turn { get; private set; }

        public void See(Identifier? identifier, RowSource source)
        {
            if (identifier is not null)
            {
                _hashed ??= identifier.IsHashed;
                Turn ??= identifier.IsHashed == _hashed ? null : source;
            }
        }
    }
}
