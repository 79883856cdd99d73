BeforeDiscovery {
    . $PSScriptRoot/Setup.ps1

    # Every indented block of the README; those that run a build, install, or sign in for real are looked at only.
    $readme = (Get-Content (Join-Path $Repository 'README.md') -Raw).Replace("`r", '')
    $blocks = [regex]::Matches($readme, '(?m)(?<=\n\n)(?:^ {4}.*\n|\n(?= {4}))+').Value | ForEach-Object { @{ Text = $_ -replace '(?m)^ {4}' ; First = ($_ -split "`n")[0].Trim() } }
    $runs = $blocks | Where-Object { $_.Text -notmatch '\bdotnet\b|build\.ps1|Get-Secret|PSResource' }
    $others = $blocks | Where-Object { $_.Text -match '\bdotnet\b|build\.ps1|Get-Secret|PSResource' }
}

Describe 'The README' {
    BeforeAll {
        . $PSScriptRoot/Setup.ps1
        $folder = Join-Path $TestDrive 'readme'
        New-Item $folder -ItemType Directory | Out-Null
        Copy-Item (Join-Path $Repository 'examples/data') (Join-Path $folder 'examples/data') -Recurse -Force
        Copy-Item $Leads, $LeadsCsv $folder
        New-Item (Join-Path $folder 'out') -ItemType Directory | Out-Null
        New-Item (Join-Path $folder 'out/EnhancedConversions.PS') -ItemType SymbolicLink -Target $Staged -ErrorAction SilentlyContinue | Out-Null
        if (-not (Test-Path (Join-Path $folder 'out/EnhancedConversions.PS'))) { Copy-Item $Staged (Join-Path $folder 'out') -Recurse }

        # What the text speaks of: an export from elsewhere, and a file of one's own.
        "E-Mail Adresse,Conversion Name,Datum,Conversion Value,Conversion Currency`njane.doe@example.com,Signed contract,2026-11-18 10:00:00Z,990,EUR" | Set-Content (Join-Path $folder 'crm.csv')
        $day = [DateTime]::UtcNow.AddDays(-1).ToString('dd.MM.yyyy')
        "Date;Customer e-mail;Phone Number;Product;Amount`n$day 10:15;jane.doe@example.com;030 23125 123;Signed contract;1.250,00`n$day 10:20;jane.doe@;030 23125 123;Signed contract;80,50" | Set-Content (Join-Path $folder 'own.csv')
        Push-Location $folder
        Connect-TestSandbox | Out-Null
        Send-OfflineConversion -Path $Leads -ErrorAction Ignore | Out-Null
    }
    AfterAll { Pop-Location; Disconnect-ConversionAccount }

    It 'shows a command that works when pasted: <First>' -ForEach $runs {
        $Error.Clear()
        $said = . ([scriptblock]::Create($Text)) *>&1
        if ($Text -match 'Send-ConversionAdjustment') { $said | Where-Object Status | ForEach-Object Status | Select-Object -Unique | Should -Be Planned }
        $Error | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] } | Where-Object { $_ -notin 'RowsNotAccepted' } | Should -BeNullOrEmpty -Because "$Text`n$($Error -join "`n")"
        if ($Text -match '-Sandbox' -and $Text -notmatch 'SandboxClock') { Connect-TestSandbox | Out-Null; Send-OfflineConversion -Path $Leads -ErrorAction Ignore | Out-Null }
    }

    It 'prints tables, not lists of properties, when its first block runs as one script' -ForEach @{ First = @($runs | Where-Object Text -Match 'Import-Module')[0].Text } {
        Set-Content ./first.ps1 $First
        $lines = & (Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')) -NoProfile -NonInteractive -Command '$PSStyle.OutputRendering = "PlainText"; ./first.ps1' 2>$null
        @($lines).Count | Should -BeLessThan 60
        foreach ($table in 'Network +Account +Name', 'Count Name', 'Started \(UTC\) +Network') { "$lines" | Should -Match $table }
        $lines -match '^(UploadId|TransactionId|Counts +: \{)' | Should -BeNullOrEmpty
    }

    It 'shows a command that exists: <First>' -ForEach $others {
        foreach ($task in [regex]::Matches($Text, 'build\.ps1 (\w+)').ForEach{ $_.Groups[1].Value }) { (Get-Command (Join-Path $Repository 'build.ps1')).Parameters['Task'].Attributes.ValidValues | Should -Contain $task }
        foreach ($project in [regex]::Matches($Text, '--project (\S+)').ForEach{ $_.Groups[1].Value }) { Join-Path $Repository $project | Should -Exist }
        foreach ($name in [regex]::Matches($Text, '\b\w+-Conversion\w+').Value) { Get-Command $name | Should -Not -BeNullOrEmpty }
    }

    It 'names commands, error ids and files that exist' {
        $readme = Get-Content (Join-Path $Repository 'README.md') -Raw
        $commands = (Get-Command -Module EnhancedConversions.PS).Name
        foreach ($name in [regex]::Matches($readme, '\b[A-Z][a-z]+-(Offline|Hashed)?Conversion\w*').Value | Select-Object -Unique) { $name | Should -BeIn ($commands + 'Connect-ConversionAccount') }
        $known = Get-Content (Join-Path $Repository 'docs/errors.md'), (Join-Path $Repository 'docs/findings.md') -Raw
        foreach ($id in [regex]::Matches($readme, '(?m)^\| `[^|]+\|').Value | ForEach-Object { [regex]::Matches($_, '`([A-Z]\w+)`').ForEach{ $_.Groups[1].Value } } | Where-Object { $_ -notmatch '-' }) { "$known" | Should -Match "``$id``" }
        foreach ($link in [regex]::Matches($readme, '\]\(([^)h#]\S*?)\)').ForEach{ $_.Groups[1].Value }) { Join-Path $Repository $link | Should -Exist }
    }
}
