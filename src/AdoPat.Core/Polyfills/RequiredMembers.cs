#if NETFRAMEWORK
using System.ComponentModel;

namespace System.Runtime.CompilerServices
{
    /// <summary>The compiler asks for it where members are <c>required</c>; .NET Framework lacks it.</summary>
    [AttributeUsage(AttributeTargets.All, Inherited = false)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    internal sealed class RequiredMemberAttribute : Attribute;

    /// <summary>The compiler asks for it where members are <c>required</c>; .NET Framework lacks it.</summary>
    [AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
    {
        public string FeatureName { get; } = featureName;
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    /// <summary>The compiler asks for it where constructors set <c>required</c> members; .NET Framework lacks it.</summary>
    [AttributeUsage(AttributeTargets.Constructor)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    internal sealed class SetsRequiredMembersAttribute : Attribute;
}
#endif
