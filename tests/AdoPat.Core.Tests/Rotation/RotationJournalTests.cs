using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using AdoPat.Models;
using AdoPat.Rotation;
using Xunit;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>The files of the journal: what is written, what is left alone, what goes away.</summary>
public sealed class RotationJournalTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly RotationJournal _journal = new(Path.Combine(Path.GetTempPath(), "adopat-journal-" + Guid.NewGuid().ToString("N")));

    public void Dispose()
    {
        if (Directory.Exists(_journal.Folder))
        {
            Directory.Delete(_journal.Folder, recursive: true);
        }
    }

    [Fact]
    public void What_is_saved_is_read_in_another_process()
    {
        RotationRecord record = Record();
        record.Destinations.Add(new DestinationRecord { Kind = "NpmConfig", Settings = { ["path"] = "~/.npmrc" }, IsWritten = true });
        _journal.Save(record);

        AdoPatRotation read = Assert.Single(new RotationJournal(_journal.Folder).Read().Rotations);

        Assert.Equal(record.RotationId, read.RotationId);
        Assert.Equal(RotationState.Stored, read.State);
        Assert.Equal("NpmConfig (path ~/.npmrc): written", Assert.Single(read.Destinations).ToString());
    }

    [Fact]
    public void A_change_by_another_process_is_seen()
    {
        RotationRecord record = Record();
        _journal.Save(record);
        Assert.Equal(RotationState.Stored, Assert.Single(_journal.Read().Rotations).State);

        record.State = RotationState.Propagated;
        new RotationJournal(_journal.Folder).Save(record);

        Assert.Equal(RotationState.Propagated, Assert.Single(_journal.Read().Rotations).State);
    }

    [Theory]
    [InlineData("{\"version\":2,\"rotationId\":\"ID\",\"fromTheFuture\":true}", "newer version")]
    [InlineData("{\"version\":1,\"rotationId\":\"ID\",\"accou", "damaged")]
    [InlineData("", "damaged")]
    [InlineData("\0\0\0\0", "damaged")]
    [InlineData("[]", "no rotation")]
    [InlineData("{\"name\":\"of somebody else\"}", "no rotation")]
    [InlineData("{\"version\":1,\"rotationId\":\"ID\"}", "no rotation")]
    [InlineData("{\"version\":1,\"rotationId\":\"ID\",\"account\":\"a\",\"organization\":\"o\",\"name\":\"n\",\"state\":\"Sleeping\"}", "damaged")]
    [InlineData("{\"version\":1,\"rotationId\":\"00000000-0000-0000-0000-000000000001\",\"account\":\"a\",\"organization\":\"o\",\"name\":\"n\"}", "no rotation")]
    public void A_file_that_cannot_be_understood_is_told_left_alone_and_harms_nothing_else(string text, string problem)
    {
        _journal.Save(Record());
        Guid id = Guid.NewGuid();
        string path = Path.Combine(_journal.Folder, $"{id:D}.json");
        File.WriteAllText(path, text.Replace("ID", id.ToString(), StringComparison.Ordinal));
        string before = File.ReadAllText(path);

        RotationJournalContent content = _journal.Read();
        _journal.Prune(Now.AddYears(1));

        Assert.Single(content.Rotations);
        string warning = Assert.Single(content.Warnings);
        Assert.Contains(path, warning, StringComparison.Ordinal);
        Assert.Contains(problem, warning, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(path));
    }

    [Fact]
    public void A_file_with_a_foreign_name_is_left_alone()
    {
        _journal.Save(Record());
        string path = Path.Combine(_journal.Folder, "notes.json");
        File.WriteAllText(path, "{}");

        Assert.Contains(path, Assert.Single(_journal.Read().Warnings), StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Only_what_was_closed_long_ago_is_removed()
    {
        RotationRecord open = Record(), recent = Record(RotationState.Done), old = Record(RotationState.Done), ofOpenGroup = Record(RotationState.Abandoned);
        open.Changed = old.Changed = ofOpenGroup.Changed = Now.AddDays(-31);
        open.OldId = ofOpenGroup.OldId = Guid.NewGuid();
        foreach (RotationRecord record in new[] { open, recent, old, ofOpenGroup })
        {
            _journal.Save(record);
        }

        _journal.Prune(Now);

        Assert.Equal(
            new[] { open, recent, ofOpenGroup }.Select(record => record.RotationId).Order(),
            _journal.Read().Rotations.Select(rotation => rotation.RotationId).Order());
    }

    [Fact]
    public void An_empty_journal_is_read_without_a_folder()
    {
        RotationJournalContent content = _journal.Read();

        Assert.Empty(content.Rotations);
        Assert.Empty(content.Warnings);
        Assert.False(Directory.Exists(_journal.Folder));
    }

    [Fact]
    public void A_journal_that_cannot_be_written_says_so()
    {
        string file = Path.GetTempFileName();
        try
        {
            AdoPatException failure = Assert.Throws<AdoPatException>(() => new RotationJournal(file).Save(Record()));
            Assert.Equal(ErrorIds.RotationIncomplete, failure.ErrorId);
            Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void On_Unix_only_its_owner_can_look_into_the_journal()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        RotationRecord record = Record();
        _journal.Save(record);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_journal.Folder));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_journal.Folder, $"{record.RotationId:D}.json")));
    }

    [Fact]
    public async Task A_file_that_is_replaced_all_the_time_is_always_read_whole()
    {
        RotationRecord record = Record();
        _journal.Save(record);
        RotationJournal reader = new(_journal.Folder);
        Task writing = Task.Run(() =>
        {
            for (int count = 0; count < 200; count++)
            {
                record.Reason = new string('x', count * 10);
                _journal.Save(record);
            }
        });

        while (!writing.IsCompleted)
        {
            RotationJournalContent content = reader.Read();
            Assert.Empty(content.Warnings);
            Assert.Single(content.Rotations);
        }

        await writing;
    }

    private static RotationRecord Record(RotationState state = RotationState.Stored) => new()
    {
        RotationId = Guid.NewGuid(),
        Account = "ada@contoso.test",
        Organization = "contoso",
        Name = "deploy",
        State = state,
        Started = Now,
        Changed = Now,
    };
}
