BeforeDiscovery { . $PSScriptRoot/Setup.ps1; $commands = (Get-Command -Module EnhancedConversions.PS).Name; $topics = (Get-ChildItem (Join-Path $Staged 'en-US') -Filter about_*.help.txt).BaseName -replace '\.help$' }
BeforeAll { . $PSScriptRoot/Setup.ps1 }

Describe 'Get-Help <_>' -ForEach $commands {
    BeforeAll {
        $name = $_
        $command = Get-Command $name
        $help = Get-Help $name -Full
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
    }

    It 'has a synopsis and a description' {
        $help.Synopsis | Should -Match '^[A-Z].+[.]$'
        $help.Synopsis | Should -Not -Match $name
        $help.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'describes every parameter, and no other' {
        $help.parameters.parameter.name | Sort-Object | Should -Be ($command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object)
        foreach ($parameter in $help.parameters.parameter) {
            (Get-Help $name -Parameter $parameter.name | Out-String) | Should -Match '\w+ \w+.*\.'
        }
    }

    It 'shows the syntax the engine binds' {
        $written = foreach ($set in $help.syntax.syntaxItem) { @($set.parameter.name | Sort-Object) -join ' ' }
        $bound = foreach ($set in $command.ParameterSets) { @($set.Parameters.Name | Where-Object { $_ -notin $common } | Sort-Object) -join ' ' }
        $written | Sort-Object | Should -Be ($bound | Sort-Object)
        foreach ($set in $command.ParameterSets | Where-Object IsDefault) {
            foreach ($parameter in $set.Parameters | Where-Object { $_.Name -notin $common }) {
                $text = $help.parameters.parameter | Where-Object name -EQ $parameter.Name
                $text.required | Should -Be "$($parameter.IsMandatory)".ToLowerInvariant() -Because $parameter.Name
                $text.position | Should -Be ($parameter.Position -ge 0 ? "$($parameter.Position)" : 'named') -Because $parameter.Name
                $text.pipelineInput -like 'True*' | Should -Be ($parameter.ValueFromPipeline -or $parameter.ValueFromPipelineByPropertyName) -Because $parameter.Name
            }
        }
    }

    It 'tells the default of every parameter that has one' {
        $instance = [Activator]::CreateInstance($command.ImplementingType)
        foreach ($parameter in $help.parameters.parameter | Where-Object name -NotIn WhatIf, Confirm) {
            $value = $command.ImplementingType.GetProperty($parameter.name).GetValue($instance)
            $expected = if ($null -eq $value) { 'None' } else { @($value) -join ', ' }
            if ($parameter.parameterValue -or $value -is [switch]) { $parameter.defaultValue | Should -BeIn $expected, 'None' -Because $parameter.name }
            if ($value -and $command.ImplementingType.GetProperty($parameter.name).PropertyType -ne [switch]) {
                if (-not ($value -is [enum] -and [int]$value -eq 0)) { $parameter.defaultValue | Should -Be $expected -Because $parameter.name }
            }
        }
        $instance.Dispose()
    }

    It 'says what it takes and what it gives' {
        $types = $help.returnValues.returnValue.type.name
        $types | Should -Not -BeNullOrEmpty
        $types | ForEach-Object { $_ | Should -Match '\S' }
        $piped = $command.Parameters.Values | Where-Object { $_.ParameterSets.Values | Where-Object { $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName } }
        if ($piped) { $help.inputTypes.inputType.type.name | Should -Not -BeNullOrEmpty }
        (Get-Help $name -Full | Out-String) | Should -Match '(?s)INPUTS\s+\S.*OUTPUTS\s+\S.*RELATED LINKS'
    }

    It 'has two examples or more, and Get-Help -Examples shows them' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $shown = Get-Help $name -Examples | Out-String -Width 400
        foreach ($example in $help.examples.example) { $shown.Contains($example.code.Trim()) | Should -BeTrue }
    }

    It 'leads to the topic about the module' {
        $help.relatedLinks.navigationLink.linkText | Should -Contain 'about_EnhancedConversions'
        foreach ($link in $help.relatedLinks.navigationLink.linkText) { Get-Help $link | Should -Not -BeNullOrEmpty }
    }
}

Describe 'The help of -Map' {
    It 'lists the fields: <_>' -ForEach 'Send-OfflineConversion', 'Test-ConversionFile', 'Import-ConversionFile' {
        $text = Get-Help $_ -Parameter Map | Out-String -Width 2000
        $fields = ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'EnhancedConversions.Core' })[0].GetType('EnhancedConversions.Files.ConversionField')
        foreach ($name in [enum]::GetNames($fields)) { $text | Should -MatchExactly "\b$name\b" }
    }
}

Describe 'The examples of <_>' -ForEach $commands {
    BeforeAll {
        Copy-Item $Leads, $LeadsCsv $TestDrive
        'Kunde;Telefon;Vorgang;Datum;Betrag;Auftrag', 'jane.doe@example.com;030 23125 123;Signed contract;18.11.2026 10:15;1.250,00;A-7001', 'jane.doe@;030 23125 124;Signed contract;18.11.2026 10:20;80,50;A-7002' | Set-Content (Join-Path $TestDrive 'sales-de.csv')
        Push-Location $TestDrive
    }
    AfterAll { Pop-Location; Disconnect-ConversionAccount }

    It 'run as they stand' {
        foreach ($example in (Get-Help $_ -Full).examples.example.code) {
            Connect-TestSandbox | Out-Null
            $errors = $null
            $command = [scriptblock]::Create($example)
            if ($example -match 'Get-Secret|-KeyFile') {
                # It needs a real account: that it binds is all that can be seen here.
                $call = $command.Ast.Find({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
                [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true).BindingExceptions.Count | Should -Be 0 -Because $example
                (Get-Command $call.GetCommandName()).ResolveParameter('RefreshToken') | Should -Not -BeNullOrEmpty
                continue
            }

            $Error.Clear()
            . $command *>&1 | Out-Null
            $ids = $Error | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }

            # The example data has rows that are wrong on purpose.
            $ids | Where-Object { $_ -notin 'RowsNotAccepted', 'RowsNotHashed' } | Should -BeNullOrEmpty -Because $example
        }
    }
}

Describe '<_>' -ForEach $topics {
    BeforeAll {
        $topic = $_
        $lines = Get-Content (Join-Path $Staged "en-US/$topic.help.txt")
        $text = $lines -join "`n"

        # What stands eight blanks in and begins like a command is one: up to the next line that stands further out.
        $examples = [regex]::Matches($text, '(?m)(?:^ {4}\S.*[:.]\n\n)((?:^ {8}.*\n|\n(?= {8}))+)').ForEach{ $_.Groups[1].Value } -match '^ +(\$|[A-Z][a-z]+-[A-Z]|[a-z]+ [({]|try|\([A-Z])'
        Copy-Item $Leads, $LeadsCsv $TestDrive
        Push-Location $TestDrive
    }
    AfterAll { Pop-Location; Disconnect-ConversionAccount }

    It 'is found, and has its parts' {
        $shown = Get-Help $topic | Out-String
        foreach ($part in 'TOPIC', 'SHORT DESCRIPTION', 'LONG DESCRIPTION', 'SEE ALSO') { $shown | Should -MatchExactly "(?m)^$part" }
        $shown | Should -Match "(?m)^ +$topic\b"
    }

    It 'has lines of at most 80 characters, and none that ends in blanks' {
        $lines | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 -Because $_; $_ | Should -Not -Match '\s$' }
    }

    It 'speaks of commands, topics, parameters, codes and error ids that exist' {
        foreach ($name in [regex]::Matches($text, '\b[A-Z][A-Za-z]+-[A-Za-z]*(Conversion|Identifier)\w*').Value | Select-Object -Unique) { Get-Command $name | Should -Not -BeNullOrEmpty }
        foreach ($name in [regex]::Matches($text, '\babout_\w+').Value | Select-Object -Unique) { Join-Path $Staged "en-US/$name.help.txt" | Should -Exist }
        $known = (Get-Command -Module EnhancedConversions.PS).Parameters.Keys + 'AsSecureString', 'Examples', 'Parallel', 'NoElement', 'EQ', 'Row', 'First', 'ErrorVariable', 'NotIn', 'NotLike', 'NE', 'ConnectScript', 'Reading' | Select-Object -Unique
        foreach ($name in [regex]::Matches($text, '(?<![\w-])-([A-Z]\w+)').ForEach{ $_.Groups[1].Value } | Select-Object -Unique) { $name | Should -BeIn ($known + 'contains') }

        # Names in two columns: codes of findings, or ids of errors, in the catalogues of the source.
        if ($topic -match 'Findings|Credentials') {
            $source = Get-ChildItem (Join-Path $Repository 'src') -Recurse -Include FindingCode.cs, *Errors.cs | Get-Content -Raw
            $ids = [regex]::Matches($text, '(?m)^ {4}([A-Z][a-z]+[A-Z]\w+) {2,}').ForEach{ $_.Groups[1].Value }
            $ids.Count | Should -BeGreaterThan 3
            foreach ($id in $ids) { "$source" | Should -Match "\b$id\b" }
        }
    }

    It 'has commands that run as they stand' {
        $blocks = [regex]::Matches($text, '(?m)\n\n {8}[^ -]').Count
        if ($topic -ne 'about_EnhancedConversions') { $examples.Count | Should -Be $blocks }
        foreach ($example in $examples) {
            Connect-TestSandbox | Out-Null
            Send-OfflineConversion -Path ./leads.csv -ErrorAction Ignore | Out-Null
            $Error.Clear()
            $command = [scriptblock]::Create(($example -replace '(?m)^ {8}'))
            if ($example -match '-KeyFile') {
                $call = $command.Ast.Find({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
                [System.Management.Automation.Language.StaticParameterBinder]::BindCommand($call, $true).BindingExceptions.Count | Should -Be 0 -Because $example
                continue
            }

            if ($example -match '-Parallel') { continue } # The engine's new runspaces do not have this file's module; Parallel.Tests.ps1 does that.
            & $command *>&1 | Out-Null
            $ids = $Error | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }
            $ids | Where-Object { $_ -notin 'RowsNotAccepted', 'RowsNotHashed', 'AdjustmentsNotAccepted' } | Should -BeNullOrEmpty -Because $example
        }
    }
}

Describe 'about_EnhancedConversions' {
    It 'names every status a row can have' {
        $topic = Get-Help about_EnhancedConversions | Out-String
        $status = ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'EnhancedConversions.Core' })[0].GetType('EnhancedConversions.Uploads.UploadStatus')
        foreach ($name in [enum]::GetNames($status)) { $topic | Should -Match "\b$name\b" }
    }
}

Describe 'The exit code of about_EnhancedConversions_Automation' {
    BeforeAll {
        $topic = (Get-Content (Join-Path $Staged 'en-US/about_EnhancedConversions_Automation.help.txt') -Raw).Replace("`r", '')
        $snippet = [scriptblock]::Create([regex]::Match($topic, '(?m)^ {8}try \{\n(?: {8}.*\n)+').Value)
        $good = 'Email,Conversion Name,Conversion Time,Ad User Data', 'jane.doe@example.com,Signed contract,2026-11-18 10:00:00Z,Granted'
    }
    BeforeEach {
        $folder = (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName
        Push-Location $folder
        Connect-TestSandbox | Out-Null
    }
    AfterEach { Pop-Location; Disconnect-ConversionAccount }

    It 'is <Expected>: <Why>' -ForEach @(
        @{ Why = 'the file is missing'; Expected = 1; Rows = $null }
        @{ Why = 'the file is none'; Expected = 1; Rows = @('no table') }
        @{ Why = 'a row is invalid'; Expected = 2; Rows = @('jane@,Signed contract,2026-11-18 10:00:00Z,') }
        @{ Why = 'every row is accepted'; Expected = 0; Rows = @() }
        @{ Why = 'the consent of a row is denied'; Expected = 0; Rows = @('john.doe@example.com,Signed contract,2026-11-18 10:00:00Z,Denied') }
    ) {
        if ($null -ne $Rows) { ($Rows -contains 'no table' ? $Rows : ($good + $Rows)) | Set-Content ./leads.csv }
        . $snippet
        $code | Should -Be $Expected
    }

    It 'is 1 when no account is connected' {
        $good | Set-Content ./leads.csv
        Disconnect-ConversionAccount
        . $snippet
        $code | Should -Be 1
    }
}
