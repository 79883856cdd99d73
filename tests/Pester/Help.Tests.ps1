BeforeDiscovery { . $PSScriptRoot/Setup.ps1; $commands = (Get-Command -Module EnhancedConversions.PS).Name }
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
        $written = foreach ($set in $help.syntax.syntaxItem) { , @($set.parameter.name | Sort-Object) -join ' ' }
        $bound = foreach ($set in $command.ParameterSets) { , @($set.Parameters.Name | Where-Object { $_ -notin $common } | Sort-Object) -join ' ' }
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

    It 'has examples, and Get-Help -Examples shows them' {
        @($help.examples.example).Count | Should -BeGreaterThan 0
        $shown = Get-Help $name -Examples | Out-String -Width 400
        foreach ($example in $help.examples.example) { $shown.Contains($example.code.Trim()) | Should -BeTrue }
    }

    It 'leads to the topic about the module' {
        $help.relatedLinks.navigationLink.linkText | Should -Contain 'about_EnhancedConversions'
        foreach ($link in $help.relatedLinks.navigationLink.linkText) { Get-Help $link | Should -Not -BeNullOrEmpty }
    }
}

Describe 'The examples of <_>' -ForEach $commands {
    BeforeAll {
        Copy-Item $Leads, $LeadsCsv $TestDrive
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

Describe 'about_EnhancedConversions' {
    It 'is found, and speaks of commands and statuses that exist' {
        $topic = Get-Help about_EnhancedConversions | Out-String
        $topic | Should -Match 'SHORT DESCRIPTION'
        [regex]::Matches($topic, '\b[A-Z][A-Za-z]+-[A-Za-z]*Conversion\w*').Value | Select-Object -Unique | ForEach-Object { Get-Command $_ | Should -Not -BeNullOrEmpty }
        $status = ([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'EnhancedConversions.Core' })[0].GetType('EnhancedConversions.Uploads.UploadStatus')
        foreach ($name in [enum]::GetNames($status)) { $topic | Should -Match "\b$name\b" }
    }

    It 'has lines of at most 80 characters' {
        Get-Content (Join-Path $Staged 'en-US/about_EnhancedConversions.help.txt') | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }
}
