using System;
using System.Threading.Tasks;
using AdoPat.Destinations;
using AdoPat.Models;
using Xunit;

namespace AdoPat.Core.Tests.Destinations;

public class EnvironmentVariableTests : DestinationTest
{
    private readonly string _name = "ADOPAT_TEST_" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_variable_of_the_process_is_set_and_put_back()
    {
        IDestination variable = EnvironmentVariableDestination.Open(EnvironmentVariableDestination.Describe(_name, EnvironmentVariableTarget.Process));
        Assert.False(variable.CanRead);
        Environment.SetEnvironmentVariable(_name, OtherSecret);

        await WriteAsync(variable, Secret);
        await WriteAsync(variable, Secret);

        Assert.Equal(Secret, Environment.GetEnvironmentVariable(_name));
        Assert.Null(await SecretInAsync(variable));
        Assert.True(await UndoAsync(variable, null));
        Assert.Equal(OtherSecret, Environment.GetEnvironmentVariable(_name));
        Assert.False(await UndoAsync(variable, null));
        Environment.SetEnvironmentVariable(_name, null);
    }

    [Fact]
    public async Task A_variable_of_the_process_that_comes_out_of_a_journal_is_not_opened_until_it_is_given_again()
    {
        AdoPatDestination given = EnvironmentVariableDestination.Describe(_name, EnvironmentVariableTarget.Process).Resolve("contoso", "ci");
        AdoPatDestination read = new() { Kind = given.Kind, Settings = given.Settings };

        AdoPatException failure = await DestinationFailsAsync(() => Task.FromResult(EnvironmentVariableDestination.Open(read)));

        Assert.Contains($"New-AdoPatDestination -EnvironmentVariable '{_name}'", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(EnvironmentVariableDestination.Open(given));
    }

    [Fact]
    public void Variables_of_the_machine_are_refused() => Assert.Equal(ErrorIds.InvalidArgument, Assert.Throws<AdoPatException>(
        () => EnvironmentVariableDestination.Describe(_name, EnvironmentVariableTarget.Machine)).ErrorId);

    [Theory]
    [InlineData("")]
    [InlineData("A=B")]
    [InlineData("A\nB")]
    public void What_is_no_name_is_refused(string name) => Assert.Equal(ErrorIds.InvalidArgument, Assert.Throws<AdoPatException>(
        () => EnvironmentVariableDestination.Describe(name, EnvironmentVariableTarget.Process)).ErrorId);

    [UnixFact]
    public async Task Variables_of_the_user_are_refused_outside_Windows_with_the_way_out()
    {
        AdoPatException refused = Assert.Throws<AdoPatException>(() => EnvironmentVariableDestination.Describe(_name, EnvironmentVariableTarget.User));
        Assert.Contains("a destination of the kind File", refused.Message, StringComparison.Ordinal);

        AdoPatDestination fromWindows = DestinationSettings.Make(EnvironmentVariableDestination.Kind, ("Name", _name), ("Target", "User"));
        await DestinationFailsAsync(() => Task.FromResult(EnvironmentVariableDestination.Open(fromWindows)));
    }
}
