# How this repository's PowerShell is checked: every rule the analyzer has on by default, and the layout rules it has off.
@{
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        # A call such as "Invoke-DotNet build ..." reads like the command line it stands for.
        'PSAvoidUsingPositionalParameters'
        # It does not see that a script's functions and script blocks use its parameters.
        'PSReviewUnusedParameter'
    )
    Rules               = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('7.4') }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
        PSUseConsistentWhitespace  = @{ Enable = $true; CheckParameter = $true; CheckOperator = $false }
        PSPlaceOpenBrace           = @{ Enable = $true }
        PSUseCorrectCasing         = @{ Enable = $true }
    }
}
